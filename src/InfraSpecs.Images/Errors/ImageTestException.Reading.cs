using System.Globalization;

namespace InfraSpecs.Images;

public sealed partial class ImageTestException
{
    private IReadOnlyList<string> _facts = [];

    internal static ImageTestException Unreadable(ImageTestReason reason, string image, string why, string advice, IEnumerable<string>? facts = null, Exception? inner = null) =>
        Unreadable(reason, image, why, advice, [.. facts ?? []], new Place(null, null, null), inner);

    /// <summary>For those who read a part and know nothing of the rest.</summary>
    internal static ImageTestException Damaged(string why, long? offset = null, Exception? inner = null) => Unreadable(
        ImageTestReason.Damaged, "", why, "make it anew, or fetch it again from where it was made: it is not what was written.", [], new Place(null, null, offset), inner);

    /// <summary>The same, by those who know where it happened. What is known already stays.</summary>
    internal ImageTestException At(string image, string? blob = null, int? layer = null) => Why is null
        ? this
        : Unreadable(Reason, Subject.Length == 0 ? image : Subject, Why, Advice, _facts, new Place(Blob ?? blob, Layer ?? layer, Offset), InnerException);

    /// <summary>The same, with what else was found out.</summary>
    internal ImageTestException With(string fact) => Unreadable(Reason, Subject, Why!, Advice, [.. _facts, fact], new Place(Blob, Layer, Offset), InnerException);

    /// <summary>Reads a part, and says of what goes wrong where it was.</summary>
    internal static T Locate<T>(Func<T> read, string blob, int? layer = null)
    {
        try
        {
            return read();
        }
        catch (ImageTestException e)
        {
            throw e.At("", blob, layer);
        }
    }

    private static ImageTestException Unreadable(ImageTestReason reason, string image, string why, string advice, IReadOnlyList<string> facts, Place place, Exception? inner) =>
        new(reason, image, $"Image {image} cannot be read: {why.TrimEnd('.')}.", [.. place.Facts, .. facts], advice, inner)
        {
            Why = why, Blob = place.Blob, Layer = place.Layer, Offset = place.Offset, _facts = facts,
        };

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
