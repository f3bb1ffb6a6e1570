namespace InfraSpecs.Swarm;

/// <summary>Something that happened to a replica's container.</summary>
public sealed record ReplicaChange
{
    /// <summary>When it happened, by this process's clock, as exactly as the node's clock is known.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What happened.</summary>
    public required ReplicaEvent Event { get; init; }

    /// <summary>The task's name: "web.1", of a global service "web.worker01".</summary>
    public required string Task { get; init; }

    /// <summary>The node's name.</summary>
    public required string Node { get; init; }

    /// <summary>The container on the node.</summary>
    public required string ContainerId { get; init; }

    /// <summary>The image without the digest.</summary>
    public required string Image { get; init; }

    /// <summary>The digest that the service named, "sha256:…"; null where it named a tag alone.</summary>
    public string? Digest { get; init; }

    /// <summary>More about it: "exit code 137", "signal 15"; empty if there is nothing.</summary>
    public string Detail { get; init; } = "";

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
