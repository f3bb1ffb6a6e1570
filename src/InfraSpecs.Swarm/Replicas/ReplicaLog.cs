namespace InfraSpecs.Swarm;

/// <summary>What was seen of replicas, from all nodes at once.</summary>
internal sealed class ReplicaLog
{
    private readonly Lock _gate = new();
    private readonly List<ReplicaChange> _changes = [];

    public void Add(ReplicaChange change)
    {
        lock (_gate) _changes.Add(change);
    }

    public IReadOnlyList<ReplicaChange> Read()
    {
        lock (_gate) return [.. _changes];
    }
}
