namespace InfraSpecs.Swarm;

/// <summary>How many tasks a service has, and whether they run on or end.</summary>
public enum ServiceMode
{
    /// <summary>So many as are asked for, running on.</summary>
    Replicated,

    /// <summary>One on every node that is active and meets the constraints, running on.</summary>
    Global,

    /// <summary>So many that end with exit code 0; those that fail are replaced.</summary>
    ReplicatedJob,

    /// <summary>One on every node that is active and meets the constraints, ending with exit code 0.</summary>
    GlobalJob,
}

/// <summary>What a service's name means to tasks in its networks.</summary>
public enum EndpointMode
{
    /// <summary>One address, behind which the kernel spreads connections over the tasks. "vip".</summary>
    VirtualIp,

    /// <summary>The addresses of the tasks, in turns. "dnsrr". No port can be published on the ingress network then.</summary>
    DnsRoundRobin,
}
