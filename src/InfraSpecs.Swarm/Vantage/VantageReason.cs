namespace InfraSpecs.Swarm;

/// <summary>What went wrong with a look from inside a network.</summary>
public enum VantageReason
{
    /// <summary>The cluster has no overlay network of this name. Mend the name; networks of a stack are called stack_network.</summary>
    NetworkNotFound,

    /// <summary>Only tasks of services may join the network. Create it as attachable, or look from inside a service's tasks.</summary>
    NetworkNotAttachable,

    /// <summary>No engine could build the probe's image: the cluster was attached to. Name an engine that can.</summary>
    ProbeImageMissing,

    /// <summary>A node did not take the probe's image. See whether its disk is full.</summary>
    ProbeImageRefused,

    /// <summary>A vantage point no longer answers: its container, its task or its node is gone. If that was meant, look from another one.</summary>
    PointLost,
}
