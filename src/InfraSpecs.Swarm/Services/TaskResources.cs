namespace InfraSpecs.Swarm;

/// <summary>Processors and memory of one task.</summary>
public sealed record TaskResources
{
    /// <summary>Processors, as 0.5.</summary>
    /// <value>Default null: not said.</value>
    public double? Cpus { get; init; }

    /// <summary>Memory in bytes; as a limit 4 MiB or more.</summary>
    /// <value>Default null: not said.</value>
    public long? Memory { get; init; }
}
