namespace InfraSpecs;

/// <summary>What an engine may or may not offer, and a spec may need.</summary>
[Flags]
public enum EngineFeatures
{
    /// <summary>Nothing beyond running containers.</summary>
    None = 0,

    /// <summary>Containers with every capability, as docker-in-docker nodes need.</summary>
    Privileged = 1,

    /// <summary>Folders of this machine can be mounted into containers: the engine sees this machine's files.</summary>
    BindMounts = 2,

    /// <summary>Overlay networks between nodes: the engine's kernel makes VXLAN links.</summary>
    Overlay = 4,

    /// <summary>Swarm's virtual IPs and ingress routing mesh: the engine's kernel has IPVS.</summary>
    RoutingMesh = 8,

    /// <summary>Networks of containers can be broken (<see cref="NetworkFault"/>): the engine's kernel has nftables with tables that end with their owner (Linux 5.12), and its queue or
    /// iptables' NFQUEUE.</summary>
    NetworkFaults = 16,

    /// <summary>Processes of containers can be traced from a container beside them, and so their disks be broken (<see cref="DiskFault"/>) and they be stopped
    /// (<see cref="PauseFault"/>, <see cref="CpuFault"/>): Linux 5.6, with ptrace allowed to who has CAP_SYS_PTRACE.</summary>
    ProcessTracing = 32,
}
