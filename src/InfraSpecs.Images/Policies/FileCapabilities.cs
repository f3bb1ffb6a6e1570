namespace InfraSpecs.Images.Policies;

/// <summary>What a file's extended attribute <c>security.capability</c> grants (capabilities(7)).</summary>
internal static class FileCapabilities
{
    /// <returns>As "cap_net_raw=ep"; null where there is none.</returns>
    public static string? Decode(ReadOnlyMemory<byte>? attribute) => attribute is { } value ? Convert.ToHexStringLower(value.Span) : null;
}
