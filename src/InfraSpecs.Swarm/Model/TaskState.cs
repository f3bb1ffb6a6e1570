namespace InfraSpecs.Swarm;

/// <summary>Where a task is on its way, in the engine's order: it never goes back.</summary>
public enum TaskState
{
    /// <summary>It was asked for.</summary>
    New,

    /// <summary>Its addresses and ports are chosen.</summary>
    Allocated,

    /// <summary>It has no node yet.</summary>
    Pending,

    /// <summary>It has a node.</summary>
    Assigned,

    /// <summary>The node knows.</summary>
    Accepted,

    /// <summary>The node fetches the image and makes the container.</summary>
    Preparing,

    /// <summary>The container could be started.</summary>
    Ready,

    /// <summary>The container starts; one with a health check is here until the check succeeds.</summary>
    Starting,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It ended with exit code 0.</summary>
    Complete,

    /// <summary>It was stopped, as was wanted.</summary>
    Shutdown,

    /// <summary>It ended with another exit code, or was unhealthy.</summary>
    Failed,

    /// <summary>The node could not make the container: no such image, no such folder.</summary>
    Rejected,

    /// <summary>Its service or its slot was removed.</summary>
    Remove,

    /// <summary>Its node was not heard of for too long.</summary>
    Orphaned,
}
