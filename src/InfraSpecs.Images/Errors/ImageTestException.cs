namespace InfraSpecs.Images;

/// <summary>Nothing can be said of an image: neither that it changed nor that it did not. <see cref="Reason"/> says why.</summary>
public sealed partial class ImageTestException : InfraSpecsException
{
    private ImageTestException(ImageTestReason reason, string subject, string headline, IEnumerable<string> facts, string advice, Exception? inner = null)
        : base(subject, headline, facts, advice, inner) => Reason = reason;

    /// <summary>What kind of trouble it is.</summary>
    public ImageTestReason Reason { get; }

    /// <summary>What is wrong with an image that cannot be read, in words; null for other reasons.</summary>
    public string? Why { get; private init; }

    /// <summary>The blob or file in which it is wrong, as "sha256:…" or "manifest.json"; null where it is in none.</summary>
    public string? Blob { get; private init; }

    /// <summary>The layer in which it is wrong, 0 for the lowest; null where it is in none, or not known in which.</summary>
    public int? Layer { get; private init; }

    /// <summary>Where in the blob, unpacked, in bytes; null where it is nowhere in particular.</summary>
    public long? Offset { get; private init; }

    /// <summary>The line of a snapshot or of a file of structure tests, 1 for the first; 0 where it is the whole file; null for other reasons.</summary>
    public int? Line { get; private init; }

    /// <summary>The part of a range of versions that is no bound; null for other reasons than <see cref="ImageTestReason.VersionRangeInvalid"/>.</summary>
    public string? Bound { get; private init; }
}
