using System.Globalization;

namespace InfraSpecs.Images;

/// <summary>An image cannot be read, and nothing is said of it: neither that it changed nor that it did not.</summary>
public sealed class ImageUnreadableException : InfraSpecsException
{
    private readonly IReadOnlyList<string> _facts;

    internal ImageUnreadableException(ImageUnreadableReason reason, string image, string why, string advice, IEnumerable<string>? facts = null, Exception? inner = null)
        : this(reason, image, why, advice, [.. facts ?? []], new Place(null, null, null), inner)
    {
    }

    private ImageUnreadableException(ImageUnreadableReason reason, string image, string why, string advice, IReadOnlyList<string> facts, Place place, Exception? inner)
        : base(image, $"Image {image} cannot be read: {why.TrimEnd('.')}.", [.. place.Facts, .. facts], advice, inner) =>
        (Reason, Why, _facts, Blob, Layer, Offset) = (reason, why, facts, place.Blob, place.Layer, place.Offset);

    /// <summary>What kind of trouble it is.</summary>
    public ImageUnreadableReason Reason { get; }

    /// <summary>The image, as it was asked for.</summary>
    public string Image => Subject;

    /// <summary>What is wrong, in words.</summary>
    public string Why { get; }

    /// <summary>The blob or file in which it is wrong, as "sha256:…" or "manifest.json"; null where it is in none.</summary>
    public string? Blob { get; }

    /// <summary>The layer in which it is wrong, 0 for the lowest; null where it is in none, or not known in which.</summary>
    public int? Layer { get; }

    /// <summary>Where in the blob, unpacked, in bytes; null where it is nowhere in particular.</summary>
    public long? Offset { get; }

    /// <summary>For those who read a part and know nothing of the rest.</summary>
    internal static ImageUnreadableException Damaged(string why, long? offset = null, Exception? inner = null) => new(
        ImageUnreadableReason.Damaged, "", why, "make it anew, or fetch it again from where it was made: it is not what was written.", [], new Place(null, null, offset), inner);

    /// <summary>The same, by those who know where it happened. What is known already stays.</summary>
    internal ImageUnreadableException At(string image, string? blob = null, int? layer = null) =>
        new(Reason, Image.Length == 0 ? image : Image, Why, Advice, _facts, new Place(Blob ?? blob, Layer ?? layer, Offset), InnerException);

    /// <summary>The same, with what else was found out.</summary>
    internal ImageUnreadableException With(string fact) => new(Reason, Image, Why, Advice, [.. _facts, fact], new Place(Blob, Layer, Offset), InnerException);

    /// <summary>Reads a part, and says of what goes wrong where it was.</summary>
    internal static T Locate<T>(Func<T> read, string blob, int? layer = null)
    {
        try
        {
            return read();
        }
        catch (ImageUnreadableException e)
        {
            throw e.At("", blob, layer);
        }
    }

    private sealed record Place(string? Blob, int? Layer, long? Offset)
    {
        private IEnumerable<string> Parts =>
        [
            .. Layer is { } layer ? [$"layer {layer}"] : Array.Empty<string>(),
            .. Blob is { } blob ? [$"blob {blob}"] : Array.Empty<string>(),
            .. Offset is { } offset ? [$"byte {offset.ToString("N0", CultureInfo.InvariantCulture)}"] : Array.Empty<string>(),
        ];

        public IEnumerable<string> Facts => Parts.Any() ? [$"Where: {string.Join(", ", Parts)}."] : [];
    }
}

/// <summary>Why an image cannot be read.</summary>
public enum ImageUnreadableReason
{
    /// <summary>There is no image of that name, no such file, or no such tag.</summary>
    NotFound,

    /// <summary>A registry wants an account, or another one.</summary>
    AccessDenied,

    /// <summary>A registry gave no answer, or not all of it in time.</summary>
    Unreachable,

    /// <summary>A registry wants to be asked later.</summary>
    Busy,

    /// <summary>A registry failed, or what answers is none.</summary>
    NotUnderstood,

    /// <summary>It is cut off, has another digest than it says, or breaks the rules of its format.</summary>
    Damaged,

    /// <summary>It is not made for the platform that was asked for.</summary>
    NoSuchPlatform,

    /// <summary>There are several, and it was not said which.</summary>
    Ambiguous,

    /// <summary>It is of a kind that is not read.</summary>
    Unsupported,
}
