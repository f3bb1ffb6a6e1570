namespace InfraSpecs.Swarm;

/// <summary>Somebody else uses a kept cluster.</summary>
public sealed class ClusterInUseException : InfraSpecsException
{
    internal ClusterInUseException(string name, string lockName, WaitTimedOutException inner)
        : base(
            name,
            $"The kept cluster '{name}' was in use for all of {inner.Within.TotalSeconds:0.###} s.",
            [$"Container {lockName} says who uses it, by its label {Session.OwnerLabel}."],
            $"end the other run, or this run's own cluster of that name, or use another name. If its owner is dead on another machine: docker rm {lockName}.",
            inner) => Name = name;

    /// <summary>The cluster's name.</summary>
    public string Name { get; }
}
