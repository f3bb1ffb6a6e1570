using System.Globalization;

namespace InfraSpecs.Images.Rebuilds;

/// <summary>The files of two builds, also those that no container sees.</summary>
internal static class RebuiltFiles
{
    public static IEnumerable<ImageRebuildDifference> Compare(ImageUnderTest first, ImageUnderTest second, bool withTimes)
    {
        // Layers of one digest are the same to the last bit.
        if (first.Layers.Select(it => it.DiffId).SequenceEqual(second.Layers.Select(it => it.DiffId))) return [];
        return [.. Pairs(first.Files.All, second.Files.All, it => it.Path).SelectMany(it => Compare(it, "", withTimes)), .. HiddenOf(first, second, withTimes)];
    }

    private static IEnumerable<ImageRebuildDifference> HiddenOf(ImageUnderTest first, ImageUnderTest second, bool withTimes) =>
        Pairs(first.Files.Hidden, second.Files.Hidden, it => string.Create(CultureInfo.InvariantCulture, $"{it.Path}\0{it.Layer.Number}"))
            .SelectMany(it => Compare(it, $" (in layer {(it.Old ?? it.New)!.Layer.Number}, below what a container sees)", withTimes));

    private static IEnumerable<(ImageFile? Old, ImageFile? New)> Pairs(IEnumerable<ImageFile> first, IEnumerable<ImageFile> second, Func<ImageFile, string> key)
    {
        var (one, other) = (ByKey(first, key), ByKey(second, key));
        return one.Keys.Union(other.Keys).Order(StringComparer.Ordinal).Select(it => (one.GetValueOrDefault(it), other.GetValueOrDefault(it)));
    }

    private static Dictionary<string, ImageFile> ByKey(IEnumerable<ImageFile> files, Func<ImageFile, string> key) =>
        files.GroupBy(key, StringComparer.Ordinal).ToDictionary(it => it.Key, it => it.Last(), StringComparer.Ordinal);

    private static IEnumerable<ImageRebuildDifference> Compare((ImageFile? Old, ImageFile? New) pair, string where, bool withTimes)
    {
        var what = pair switch
        {
            ({ } old, { } now) => string.Join(", ", Attributes(old, now, withTimes)),
            (null, _) => "only in the second",
            _ => "only in the first",
        };
        if (what.Length > 0) yield return new ImageRebuildDifference((pair.Old ?? pair.New)!.Path + where, what, RebuildCause.Find(pair.Old, pair.New));
    }

    private static IEnumerable<string> Attributes(ImageFile old, ImageFile now, bool withTimes)
    {
        if (old.Kind != now.Kind) yield return $"kind ({old.Kind} -> {now.Kind})";
        if (old.Kind == now.Kind && old.Digest != now.Digest) yield return string.Create(CultureInfo.InvariantCulture, $"content ({old.Size:N0} -> {now.Size:N0} bytes)");
        if (old.LinkTarget != now.LinkTarget) yield return $"link ({old.LinkTarget} -> {now.LinkTarget})";
        if (old.Mode != now.Mode) yield return $"mode ({old.OctalMode} -> {now.OctalMode})";
        if ((old.UserId, old.GroupId) != (now.UserId, now.GroupId))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"owner ({(uint)old.UserId}:{(uint)old.GroupId} -> {(uint)now.UserId}:{(uint)now.GroupId})");
        }
        if (Written(old) != Written(now)) yield return "extended attributes";
        if (withTimes && old.ModifiedAt != now.ModifiedAt) yield return $"time ({old.ModifiedAt.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ} -> {now.ModifiedAt.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ})";
    }

    private static string Written(ImageFile file) =>
        string.Join(' ', file.Xattrs.OrderBy(it => it.Key, StringComparer.Ordinal).Select(it => $"{it.Key}={Convert.ToHexStringLower(it.Value.Span)}"));
}
