namespace InfraSpecs.Swarm;

/// <summary>What went wrong with a cluster, with one of its nodes, or with a look into one of its networks.</summary>
public enum ClusterReason
{
    /// <summary>No engine answers at the address that was to be attached to. Check the address and the certificates.</summary>
    NoAnswer,

    /// <summary>The engine that was to be attached to is no manager of a Swarm. Name the engine of a manager.</summary>
    NotAManager,

    /// <summary>The engine's machine has not enough memory for the cluster. Nothing was started. Ask for fewer nodes, or for smaller ones.</summary>
    TooLarge,

    /// <summary>The engine starts no privileged containers, which nodes are. Nothing is left. Use an engine without rootless mode and userns-remap.</summary>
    PrivilegedRefused,

    /// <summary>Another run uses the kept cluster. End that run, or use another name.</summary>
    InUse,

    /// <summary>The cluster could not be made as it was. Look at what the error names as left.</summary>
    NotClean,

    /// <summary>A node runs, and is not ready in time. Read its last output.</summary>
    NodeNotReady,

    /// <summary>A node's own engine cannot be asked. Start the node, or name the address of its engine.</summary>
    NodeUnreachable,

    /// <summary>Only a node in a container can do what was asked, and this one is a machine. Machines are never touched.</summary>
    NodeIsMachine,

    /// <summary>A port of a node cannot be reached from here. Name it when the cluster is started, or forward it.</summary>
    PortNotPublished,

    /// <summary>A node could not join a Swarm. Use a token of that Swarm, and check that its address is reached from the node.</summary>
    JoinRefused,

    /// <summary>The managers refused to change a node. Nothing was changed. Mend what they name.</summary>
    NodeChangeRefused,

    /// <summary>A node could not be cut off, or not be connected again. Its image needs sh and iptables.</summary>
    PartitionFailed,

    /// <summary>A node could not pull an image. Check the image's name, and the account and certificate that its registry wants.</summary>
    PullRefused,

    /// <summary>The cluster has no overlay network of this name. Mend the name; networks of a stack are called stack_network.</summary>
    NetworkNotFound,

    /// <summary>Only tasks of services may join the network. Create it as attachable, or look from inside a service's tasks.</summary>
    NetworkNotAttachable,

    /// <summary>No engine could build the probe's image: the cluster was attached to. Name an engine that can.</summary>
    ProbeImageMissing,

    /// <summary>A node did not take the probe's image. See whether its disk is full.</summary>
    ProbeImageRefused,

    /// <summary>A node's engine could not start a vantage point. Read what it said; one that came back a moment ago may need half a minute for overlay networks.</summary>
    PointRefused,

    /// <summary>A vantage point no longer answers: its container, its task or its node is gone. If that was meant, look from another one.</summary>
    PointLost,

    /// <summary>A node has another host name than the cluster gave it. Leave host names to the cluster.</summary>
    NodeMisnamed,

    /// <summary>The managers decide nothing: too few of them are left, or a leader is being elected. Start managers, or wait for a leader.</summary>
    NoLeader,
}
