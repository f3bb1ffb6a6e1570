namespace InfraSpecs.Swarm;

/// <summary>How much of the machine one node may use, with all its tasks.</summary>
public sealed record NodeLimits
{
    /// <summary>How many processors, as 0.5.</summary>
    /// <value>Default null: as <see cref="SwarmOptions.NodeCpus"/> says.</value>
    public double? Cpus { get; init; }

    /// <summary>How much memory, in bytes; 128 MiB or more.</summary>
    /// <value>Default null: as <see cref="SwarmOptions.NodeMemory"/> says.</value>
    public long? Memory { get; init; }
}
