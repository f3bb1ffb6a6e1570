namespace InfraSpecs;

/// <summary>What a container's own clock shows at first.</summary>
public sealed record ContainerClockOptions
{
    /// <summary>The instant that the clock shows when the container is made; from there it runs as real time does.</summary>
    /// <value>Default null: real time.</value>
    public DateTimeOffset? StartAt { get; init; }

    internal void Validate() => InvalidOptionsException.ThrowIfAny(this, () =>
    [
        (StartAt is { Year: < 1980 or > 2200 }, $"StartAt is {StartAt:u}; it must be between 1980 and 2200, where programs can tell the time."),
    ]);
}
