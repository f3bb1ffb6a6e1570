using System.Globalization;
using FluentAssertions;
using InfraSpecs.Images;

namespace InfraSpecs.Assertions;

public sealed partial class ImageUnderTestAssertions
{
    private const int CommandShown = 100;

    private (string, Func<string>) LayerEvidence => ("layers", () => string.Join('\n', Subject.Layers.Select(Line)));

    /// <summary>
    /// The image's size: the bytes of the files of all its layers, as the engine with the overlay2 store counts them, which adds the names in links; a file that a later
    /// layer has anew counts twice. It is not what
    /// a registry stores, which is compressed.
    /// </summary>
    /// <param name="bytes">In bytes: 60_000_000 for what most tools call 60 MB.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> HaveSizeOfAtMost(long bytes, string because = "", params object[] becauseArgs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        var found = Subject.Layers.Sum(layer => layer.Size);
        return Verify(found <= bytes, (because, becauseArgs), $"to have at most {Bytes(bytes)}", $"found {Bytes(found)}, {found - bytes:N0} too many", LayerEvidence);
    }

    /// <summary>No layer's files have more bytes than this: large layers are slow to fetch, and cannot be fetched in parts.</summary>
    /// <param name="bytes">In bytes.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> HaveNoLayerLargerThan(long bytes, string because = "", params object[] becauseArgs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        var larger = Subject.Layers.Where(layer => layer.Size > bytes).ToList();
        return Verify(larger.Count == 0, (because, becauseArgs), $"to have no layer larger than {Bytes(bytes)}", $"found {string.Join(" and ", larger.Select(Line))}", LayerEvidence);
    }

    /// <summary>
    /// The bytes that no container sees, for a later layer deleted the file or has it anew, are within a budget. The budget is exceeded when both parts are: small images may hide much of
    /// themselves, and large ones many bytes.
    /// </summary>
    /// <param name="bytes">In bytes.</param>
    /// <param name="percent">Of the image's size.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ImageUnderTestAssertions> HideAtMost(long bytes, double percent = 0, string because = "", params object[] becauseArgs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        ArgumentOutOfRangeException.ThrowIfNegative(percent);
        var hidden = Subject.MeasureHiddenBytes();
        var claim = string.Create(CultureInfo.InvariantCulture, $"to hide at most {bytes:N0} bytes or {percent:0.#} %");
        return Verify(
            hidden.Bytes <= bytes || hidden.Percent <= percent, (because, becauseArgs), claim,
            string.Create(CultureInfo.InvariantCulture, $"it hides {hidden.Bytes:N0} bytes, {hidden.Percent:0.0} %"), ("hidden bytes", hidden.ToString));
    }

    private static string Bytes(long bytes) => $"{bytes.ToString("N0", CultureInfo.InvariantCulture)} bytes";

    private static string Line(ImageLayer layer)
    {
        var command = SecretMask.Text(layer.Command ?? "").ReplaceLineEndings(" ");
        return $"layer {layer.Number}, {Bytes(layer.Size)}{(command.Length == 0 ? "" : $", `{(command.Length > CommandShown ? command[..CommandShown] + "…" : command)}`")}";
    }
}
