namespace InfraSpecs.Images;

/// <summary>One layer of an image.</summary>
public sealed record ImageLayer
{
    /// <summary>0 for the lowest.</summary>
    public required int Number { get; init; }

    /// <summary>The digest of its archive, not compressed, "sha256:…".</summary>
    public required string DiffId { get; init; }

    /// <summary>What made it, as the history says; null where it does not say.</summary>
    public string? Command { get; init; }

    /// <summary>The bytes of its files.</summary>
    public required long Size { get; init; }

    /// <summary>How many files, folders, links and marks of deletion it has.</summary>
    public required int Entries { get; init; }
}
