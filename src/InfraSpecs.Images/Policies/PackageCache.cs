namespace InfraSpecs.Images.Policies;

/// <summary>What one package manager left.</summary>
internal sealed record PackageCache
{
    /// <summary>As "apt's lists".</summary>
    public required string Name { get; init; }

    /// <summary>Of its files.</summary>
    public required long Bytes { get; init; }

    /// <summary>How many files.</summary>
    public required int Files { get; init; }

    /// <summary>The largest file's path.</summary>
    public required string Largest { get; init; }

    /// <summary>How a build leaves none.</summary>
    public required string Advice { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Bytes:N0} bytes in {FailureText.Count(Files, "file")}, the largest {Largest}; what to do: {Advice}";
}
