namespace InfraSpecs.Swarm;

/// <summary>Something that happened to a replica's container.</summary>
/// <param name="At">When, by this process's clock, as exactly as the node's clock is known.</param>
/// <param name="Event">What.</param>
/// <param name="Task">The task's name: "web.1", of a global service "web.worker01".</param>
/// <param name="Node">The node's name.</param>
/// <param name="ContainerId">The container on the node.</param>
/// <param name="Image">The image without the digest.</param>
/// <param name="Digest">The digest that the service named, "sha256:…"; null where it named a tag alone.</param>
/// <param name="Detail">More about it: "exit code 137", "signal 15"; empty if there is nothing.</param>
public sealed record ReplicaChange(
    DateTimeOffset At, ReplicaEvent Event, string Task, string Node, string ContainerId, string Image, string? Digest, string Detail)
{
    /// <summary>It has a health check, by which it is told when it runs.</summary>
    public bool HasHealthCheck { get; init; }

    /// <summary>"web.1 was told to stop on worker01 (signal 15)".</summary>
    public override string ToString() => $"{Task} {Verb} on {Node}{(Detail.Length > 0 ? $" ({Detail})" : "")}";

    private string Verb => Event switch
    {
        ReplicaEvent.Present => "ran",
        ReplicaEvent.Started when HasHealthCheck => "started and was not healthy yet",
        ReplicaEvent.Started => "started",
        ReplicaEvent.Healthy => "became healthy",
        ReplicaEvent.Unhealthy => "became unhealthy",
        ReplicaEvent.Stopping => "was told to stop",
        ReplicaEvent.Ended => "ended",
        _ => "was lost with its node",
    };
}

/// <summary>What can happen to a replica's container.</summary>
public enum ReplicaEvent
{
    /// <summary>It ran, and was healthy if it has a health check, when the watch began or its node came back.</summary>
    Present,

    /// <summary>It started.</summary>
    Started,

    /// <summary>Its health check succeeded.</summary>
    Healthy,

    /// <summary>Its health check failed so often that it counts.</summary>
    Unhealthy,

    /// <summary>It was sent the signal that ends it.</summary>
    Stopping,

    /// <summary>It ended.</summary>
    Ended,

    /// <summary>Its node's engine does not answer any more.</summary>
    Lost,
}
