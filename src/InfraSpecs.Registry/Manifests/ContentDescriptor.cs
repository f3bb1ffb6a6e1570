namespace InfraSpecs.Registry;

/// <summary>What a manifest says of a layer or a configuration, or an index of a manifest: a content descriptor of the OCI.</summary>
/// <param name="Digest">The digest of what is stored and travels, as of the compressed layer.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="MediaType">What it is, as the manifest says it.</param>
/// <param name="Platform">Of a manifest in an index, as "linux/amd64"; null where none is named.</param>
public sealed record ContentDescriptor(string Digest, long Size, string MediaType, string? Platform = null);
