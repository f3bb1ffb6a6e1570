namespace InfraSpecs.Volumes;

/// <summary>Bytes that are no tar; caught where the archive's name is known.</summary>
/// <param name="what">What is wrong, as the end of a sentence.</param>
internal sealed class TarBrokenException(string what) : Exception(what);
