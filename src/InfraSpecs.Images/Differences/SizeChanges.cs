using System.Globalization;
using InfraSpecs.Images.Snapshots;

namespace InfraSpecs.Images.Differences;

/// <summary>Bytes, and the steps that they are of. The size of an image is the bytes of the files of all of its layers.</summary>
internal static class SizeChanges
{
    private const int MostSteps = 3;
    private const int LeastOfLogs = 1 << 20;

    public static IEnumerable<ImageChange> Find(ImageFacts before, ImageFacts after)
    {
        if (before.Size is not { } old || after.Size is not { } now) return [];
        var isOfImages = before.Image is not null && after.Image is not null;
        var (was, bytes) = isOfImages ? (Sum(before.Image!), Sum(after.Image!)) : (old.Visible + old.Hidden, now.Visible + now.Hidden);
        if (was == bytes || IsAsBefore(old, now)) return [];
        return [new(ImageChangeKind.Size, ImageChangeSeverity.Compatible, isOfImages ? Told(before.Image!, after.Image!) : Told(was, bytes, ""))];
    }

    // Logs and caches have a few bytes more or less in each build; what is ignored does not count at all.
    private static bool IsAsBefore(SizeFact old, SizeFact now) => (old.Visible, old.Hidden) == (now.Visible, now.Hidden) && Math.Abs(now.Whole - old.Whole) < LeastOfLogs;

    /// <summary>As "+79 MB (+60.0 %): by `RUN …`; 130,645,875 -> 209,645,875 bytes".</summary>
    public static string Told(ImageUnderTest before, ImageUnderTest after) => Told(Sum(before), Sum(after), Why(before, after));

    public static long Sum(ImageUnderTest image) => image.Layers.Sum(it => it.Size);

    public static string Percent(long was, long bytes) =>
        was == 0 ? "it was empty" : string.Create(CultureInfo.InvariantCulture, $"{(bytes - was) * 100.0 / was:+0.0;-0.0;0.0} %");

    /// <returns>As "+79 MB"; below a megabyte in bytes.</returns>
    public static string Signed(long bytes) => Math.Abs(bytes) >= 1_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:+0.#;-0.#} MB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes:+#,0;-#,0} bytes");

    public static string Number(long bytes) => bytes.ToString("N0", CultureInfo.InvariantCulture);

    private static string Told(long was, long bytes, string why) => $"{Signed(bytes - was)} ({Percent(was, bytes)}){why}; {Number(was)} -> {Number(bytes)} bytes";

    private static string Why(ImageUnderTest before, ImageUnderTest after)
    {
        var (shared, kept) = (before.Layers.Select(it => it.DiffId).ToHashSet(), after.Layers.Select(it => it.DiffId).ToHashSet());
        // chown -R and chmod -R write files again whose content was below already.
        var rewritten = after.MeasureHiddenBytes().Files.Where(it => it.IsSameContent).ToLookup(it => it.HiddenBy!);
        List<(long Bytes, string Text)> steps =
        [
            .. after.Layers.Where(it => !shared.Contains(it.DiffId)).Select(it => (it.Size, Step(it, rewritten[it]))),
            .. before.Layers.Where(it => !kept.Contains(it.DiffId)).Select(it => (-it.Size, $"without that {Named(it)}")),
        ];
        var told = steps.Where(it => it.Bytes != 0).OrderByDescending(it => Math.Abs(it.Bytes)).ToList();
        return told.Count switch
        {
            0 => "",
            1 => ": " + told[0].Text,
            _ => ": " + string.Join(", ", told.Take(MostSteps).Select(it => $"{Signed(it.Bytes)} {it.Text}")) + (told.Count > MostSteps ? $" and {told.Count - MostSteps} steps more" : ""),
        };
    }

    private static string Step(ImageLayer layer, IEnumerable<HiddenFile> rewritten)
    {
        var files = rewritten.ToList();
        return files.Sum(it => it.Size) * 2 > layer.Size
            ? $"{FailureText.Count(files.Count, "file")} rewritten, content unchanged, {Named(layer)}"
            : Named(layer);
    }

    private static string Named(ImageLayer layer) => LayerCommand.Short(layer) is { } command ? $"by `{command}`" : string.Create(CultureInfo.InvariantCulture, $"by layer {layer.Number}, whose command is not known");
}
