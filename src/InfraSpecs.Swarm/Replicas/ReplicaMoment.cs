namespace InfraSpecs.Swarm;

/// <summary>How many replicas ran from one change to the next.</summary>
public sealed record ReplicaMoment
{
    /// <summary>When it began to be so.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How long it was so.</summary>
    public TimeSpan For { get; init; }

    /// <summary>The replicas that ran, by the last thing that happened to each.</summary>
    public required IReadOnlyList<ReplicaChange> Running { get; init; }

    /// <summary>The last thing that happened to each slot (or node, in a global service) that was seen before, and of which no replica ran.</summary>
    public IReadOnlyList<ReplicaChange> Down { get; init; } = [];

    /// <summary>What made it so; null at the beginning.</summary>
    public ReplicaChange? Change { get; init; }

    /// <summary>How many ran of each digest; of images without one by their name.</summary>
    public IReadOnlyDictionary<string, int> ByDigest => Running.GroupBy(it => it.Digest ?? it.Image).ToDictionary(it => it.Key, it => it.Count());
}
