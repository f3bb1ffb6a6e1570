namespace InfraSpecs.Images.Snapshots;

/// <summary>
/// What an image is, as a text that people review and keep beside a spec: its configuration, a line for each package and for each file that no package owns. It has no dates, ids
/// or digests of layers, so that a build of the same tomorrow has the same text.
/// </summary>
internal sealed class ImageSnapshot
{
    private ImageSnapshot(ImageFacts facts) => Facts = facts;

    public ImageFacts Facts { get; }

    /// <summary>Takes a snapshot of an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="options">What is held; null for the defaults.</param>
    /// <exception cref="InvalidOptionsException">The options cannot be used.</exception>
    public static ImageSnapshot Take(ImageUnderTest image, ImageSnapshotOptions? options = null) => new(FactsReader.Read(image, options ?? new ImageSnapshotOptions()));

    /// <summary>Reads a snapshot's text. Ends of lines may be CRLF, and lines that begin with '#' are comments.</summary>
    /// <param name="text">As <see cref="ToString"/> wrote it.</param>
    /// <exception cref="ImageTestException"><see cref="ImageTestReason.SnapshotInvalid"/>: It is no snapshot; the line is named.</exception>
    public static ImageSnapshot Parse(string text) => new(SnapshotParser.Parse(text));

    /// <summary>The text: UTF-8, ends of lines LF, in ordinal order.</summary>
    public override string ToString() => SnapshotText.Write(Facts);
}
