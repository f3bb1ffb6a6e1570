using InfraSpecs.EngineSpecs.Swarm.Services;
using InfraSpecs.Swarm;
using static InfraSpecs.EngineSpecs.Swarm.Services.ServicesCluster;

namespace InfraSpecs.EngineSpecs.Swarm.Updates;

/// <summary>One cluster for all specs of updates, one spec after the other.</summary>
[CollectionDefinition(Name)]
public sealed class UpdatesCollection : ICollectionFixture<ServicesCluster>
{
    public const string Name = "updates of services";

    /// <summary>
    /// Three that run on, replaced one at a time, the new one first, and taken back if one of them fails. What starts in place of a task that failed waits: where it does not, it and the
    /// good task are both to run, and swarmkit's updater keeps whichever it meets first and stops the other, at times before the one that it keeps runs.
    /// </summary>
    public static ServiceOptions Careful(string name) => Sleeper(name) with
    {
        Replicas = 3,
        RestartDelay = TimeSpan.FromSeconds(5),
        Update = new UpdatePolicy { Order = UpdateOrder.StartFirst, FailureAction = UpdateFailureAction.Rollback, Monitor = TimeSpan.FromSeconds(1) },
        Rollback = new UpdatePolicy { Order = UpdateOrder.StartFirst, Monitor = TimeSpan.FromSeconds(0.5) },
    };
}
