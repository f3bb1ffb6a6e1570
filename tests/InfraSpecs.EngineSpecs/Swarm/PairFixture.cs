using InfraSpecs.Swarm;
using InfraSpecs.Xunit;

namespace InfraSpecs.EngineSpecs.Swarm;

/// <summary>A manager and a worker that specs share which leave them as they were; a lost node is noticed after 3 s.</summary>
public sealed class PairFixture(EngineFixture engine) : SwarmFixture(engine)
{
    public Engine Engine { get; } = engine.Engine;

    protected override SwarmOptions Options => new()
    {
        Workers = 1,
        DispatcherHeartbeat = TimeSpan.FromSeconds(1),
        Preload = ["busybox"],
        NodeLabels = new Dictionary<string, IReadOnlyDictionary<string, string>> { ["worker01"] = new Dictionary<string, string> { ["disk"] = "ssd" } },
    };
}
