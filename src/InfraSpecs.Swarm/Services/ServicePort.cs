namespace InfraSpecs.Swarm;

/// <summary>A port of the tasks that is reached from outside.</summary>
/// <param name="Target">The port in the container.</param>
/// <param name="Published">The port of the nodes; null for one that the managers choose.</param>
public sealed record ServicePort(int Target, int? Published = null)
{
    /// <summary>On which nodes it is published.</summary>
    /// <value>Default <see cref="PortMode.Ingress"/>, the engine's. It needs a kernel with IPVS.</value>
    public PortMode Mode { get; init; } = PortMode.Ingress;

    /// <summary>The protocol of the port.</summary>
    /// <value>Default <see cref="PortProtocol.Tcp"/>.</value>
    public PortProtocol Protocol { get; init; }
}

/// <summary>The protocol of a port.</summary>
public enum PortProtocol
{
    /// <summary>TCP.</summary>
    Tcp,

    /// <summary>UDP.</summary>
    Udp,

    /// <summary>SCTP.</summary>
    Sctp,
}

/// <summary>On which nodes a port is published.</summary>
public enum PortMode
{
    /// <summary>On all, whichever node has the task: the routing mesh.</summary>
    Ingress,

    /// <summary>On the node that has the task; so no second task of the service fits on it.</summary>
    Host,
}
