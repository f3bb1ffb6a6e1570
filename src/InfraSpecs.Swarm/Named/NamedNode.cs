namespace InfraSpecs.Swarm;

/// <summary>How a node of a named cluster is.</summary>
public enum NamedNodeState
{
    /// <summary>It takes tasks.</summary>
    Ready,

    /// <summary>It runs, and takes no tasks: it is drained or paused.</summary>
    Withdrawn,

    /// <summary>It is cut off from the other nodes.</summary>
    Disconnected,

    /// <summary>Its container does not run.</summary>
    Stopped,

    /// <summary>It runs, and the managers do not see it ready, or none of them says how it is.</summary>
    Lost,

    /// <summary>Its network is delayed, or broken otherwise by a <see cref="Fault"/>.</summary>
    Slow,
}

/// <summary>A node of a named cluster, as it was when it was looked at.</summary>
/// <param name="Name">Its host name: "worker01".</param>
/// <param name="ContainerId">The engine's ID of its container.</param>
/// <param name="State">How it is.</param>
/// <param name="Seen">The same in a few words: "ready", "killed", "exited with code 1", "drained", "slow", "cut off", "down".</param>
public sealed record NamedNode(string Name, string ContainerId, NamedNodeState State, string Seen)
{
    /// <summary>It was started as a manager.</summary>
    public bool IsManager => Name.StartsWith("manager", StringComparison.Ordinal);

    /// <summary>Its container runs.</summary>
    public bool IsRunning => State != NamedNodeState.Stopped;

    /// <summary>Name and state: "worker02 killed".</summary>
    public override string ToString() => $"{Name} {Seen}";
}
