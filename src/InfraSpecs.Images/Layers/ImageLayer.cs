namespace InfraSpecs.Images;

/// <summary>One layer of an image.</summary>
/// <param name="Number">0 for the lowest.</param>
/// <param name="DiffId">The digest of its archive, not compressed, "sha256:…".</param>
/// <param name="Command">What made it, as the history says; null where it does not say.</param>
/// <param name="Size">The bytes of its files.</param>
/// <param name="Entries">How many files, folders, links and marks of deletion it has.</param>
public sealed record ImageLayer(int Number, string DiffId, string? Command, long Size, int Entries);
