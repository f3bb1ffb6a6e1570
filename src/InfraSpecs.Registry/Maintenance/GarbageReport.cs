using System.Globalization;

namespace InfraSpecs.Registry;

/// <summary>What a garbage collection freed.</summary>
/// <param name="Blobs">The blobs that are gone: layers, configurations and manifests. None where there was no garbage.</param>
/// <param name="Bytes">Their size.</param>
public sealed record GarbageReport(IReadOnlyList<string> Blobs, long Bytes)
{
    internal static GarbageReport Nothing { get; } = new([], 0);

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"freed {Bytes:N0} bytes in {FailureText.Count(Blobs.Count, "blob")}");
}
