namespace InfraSpecs.Swarm;

/// <summary>What a node is in its Swarm.</summary>
public enum NodeRole
{
    /// <summary>It runs tasks.</summary>
    Worker,

    /// <summary>It also decides, with the other managers, what runs where.</summary>
    Manager,
}

/// <summary>What an operator wants of a node.</summary>
public enum NodeAvailability
{
    /// <summary>It may have tasks.</summary>
    Active,

    /// <summary>It gets no new tasks; those that run stay.</summary>
    Pause,

    /// <summary>It gets no tasks, and those that it had are moved.</summary>
    Drain,
}

/// <summary>What the managers see of a node.</summary>
public enum NodeStatus
{
    /// <summary>They have not heard of it since they were started or elected.</summary>
    Unknown,

    /// <summary>They hear of it.</summary>
    Ready,

    /// <summary>It has missed three heartbeats.</summary>
    Down,

    /// <summary>It has closed its session with them.</summary>
    Disconnected,
}

/// <summary>What managers see of each other.</summary>
public enum ManagerReachability
{
    /// <summary>It is not known yet.</summary>
    Unknown,

    /// <summary>It takes part in decisions.</summary>
    Reachable,

    /// <summary>It does not answer.</summary>
    Unreachable,
}
