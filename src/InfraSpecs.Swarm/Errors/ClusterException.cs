namespace InfraSpecs.Swarm;

/// <summary>A cluster, one of its nodes or a look into one of its networks is not what it was asked to be.</summary>
public sealed partial class ClusterException : InfraSpecsException
{
    private ClusterException(ClusterReason reason, string subject, string headline, IEnumerable<string> facts, string advice, Exception? inner = null)
        : base(subject, headline, facts, advice, inner) => Reason = reason;

    /// <summary>What went wrong.</summary>
    public ClusterReason Reason { get; }

    /// <summary>The node's name; null where it is about the cluster.</summary>
    public string? Node { get; private init; }

    /// <summary>The words of the engine or of the managers, or what was seen last; null where nobody said anything.</summary>
    public string? Said { get; private init; }

    /// <summary>What is left, or is not as it was: "service echo", "network front: …", "worker02: worker, down".</summary>
    public IReadOnlyList<string> Left { get; private init; } = [];

    /// <summary>The last lines that the node printed.</summary>
    public IReadOnlyList<string> LastLines { get; private init; } = [];

    /// <summary>The memory that the cluster needs, in bytes; null where it is about something else.</summary>
    public long? Needed { get; private init; }

    /// <summary>The memory that the engine's machine has, in bytes; null where it is about something else.</summary>
    public long? Available { get; private init; }
}
