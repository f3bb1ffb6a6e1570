namespace InfraSpecs.Swarm;

/// <summary>How many replicas ran from one change to the next.</summary>
/// <param name="At">When it began to be so.</param>
/// <param name="For">How long it was so.</param>
/// <param name="Running">The replicas that ran, by the last thing that happened to each.</param>
/// <param name="Down">The last thing that happened to each slot (or node, in a global service) that was seen before, and of which no replica ran.</param>
/// <param name="Change">What made it so; null at the beginning.</param>
public sealed record ReplicaMoment(
    DateTimeOffset At, TimeSpan For, IReadOnlyList<ReplicaChange> Running, IReadOnlyList<ReplicaChange> Down, ReplicaChange? Change)
{
    /// <summary>How many ran of each digest; of images without one by their name.</summary>
    public IReadOnlyDictionary<string, int> ByDigest => Running.GroupBy(it => it.Digest ?? it.Image).ToDictionary(it => it.Key, it => it.Count());
}
