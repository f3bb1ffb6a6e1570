namespace InfraSpecs.Images;

/// <summary>What a new image may differ in from a released one.</summary>
public sealed record ImageCompatibilityOptions
{
    /// <summary>By how many bytes it may be larger. Where a percentage is given too, both must be exceeded to fail.</summary>
    /// <value>Default null: by any number.</value>
    public long? GrowthBytes { get; init; }

    /// <summary>By how many percent it may be larger. Where bytes are given too, both must be exceeded to fail.</summary>
    /// <value>Default null: by any.</value>
    public double? GrowthPercent { get; init; }

    /// <summary>Changes that are meant, by their sentences, in which '*' stands for anything: "user root -> 1001*", "package curl removed*".</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> Meant { get; init; } = [];

    /// <summary>Files that do not count, as globs on the absolute path; see <see cref="ImageSnapshotOptions.Ignore"/>.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    internal void Validate() => InvalidOptionsException.ThrowIfAny(this, () =>
    [
        (GrowthBytes < 0, $"GrowthBytes is {GrowthBytes}; it must not be negative."),
        (GrowthPercent is < 0 or double.NaN, $"GrowthPercent is {GrowthPercent}; it must not be negative."),
        (Meant.Any(string.IsNullOrWhiteSpace), "Meant has an empty sentence; leave the list empty where no change is meant."),
    ]);
}
