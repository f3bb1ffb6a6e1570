using System.Globalization;

namespace InfraSpecs.Images;

/// <summary>The bytes that are in an image and that no container of it sees.</summary>
/// <param name="Image">The image's name.</param>
/// <param name="Total">The image's size: the bytes of the files of all layers.</param>
/// <param name="Files">The files, in the order of their paths; one that was written three times is here twice.</param>
public sealed record HiddenBytes(string Image, long Total, IReadOnlyList<HiddenFile> Files)
{
    private const int GroupsShown = 5;

    /// <summary>How many.</summary>
    public long Bytes => Files.Sum(file => file.Size);

    /// <summary>How many of a hundred of the image's bytes.</summary>
    public double Percent => Total == 0 ? 0 : 100.0 * Bytes / Total;

    /// <summary>How many, of how many, and by which layers: with the layer's command and the first five paths.</summary>
    public override string ToString()
    {
        var groups = Files.GroupBy(file => (file.HiddenBy, file.HiddenBy is null ? file.WrittenBy : null)).OrderByDescending(group => group.Sum(file => file.Size)).ToList();
        var more = groups.Count > GroupsShown ? $"\nand {groups.Count - GroupsShown} more layers" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{Bytes:N0} of {Image}'s {Total:N0} bytes ({Percent:0.0} %) are in no file that a container sees")
            + string.Concat(groups.Take(GroupsShown).Select(group => "\n" + HiddenText.Write([.. group]))) + more;
    }

    internal static HiddenBytes Find(ImageUnderTest image)
    {
        var hidden = image.Files.Hidden.OrderBy(file => file.Path, StringComparer.Ordinal).ThenBy(file => file.Layer.Number).ToList();
        var later = hidden.ToLookup(file => file.Path, StringComparer.Ordinal);
        return new HiddenBytes(image.Name, image.Layers.Sum(layer => layer.Size), [.. hidden.Select(file => HiddenFile.Describe(file, Next(file)))]);

        ImageFile? Next(ImageFile file) => later[file.Path].Append(image.Files.Find(file.Path)).OfType<ImageFile>().FirstOrDefault(it => it.Layer.Number > file.Layer.Number);
    }
}

/// <summary>A file that is in an image and that no container of it sees.</summary>
public sealed record HiddenFile
{
    /// <summary>Its path.</summary>
    public required string Path { get; init; }

    /// <summary>Its bytes.</summary>
    public required long Size { get; init; }

    /// <summary>The layer that has it.</summary>
    public required ImageLayer WrittenBy { get; init; }

    /// <summary>The layer that has it anew; null where one deleted it.</summary>
    public ImageLayer? HiddenBy { get; init; }

    /// <summary>Whether that layer has it with the same content: only mode, owner or time changed.</summary>
    public bool IsSameContent { get; init; }

    internal static HiddenFile Describe(ImageFile file, ImageFile? next) => new()
    {
        Path = file.Path, Size = file.Size, WrittenBy = file.Layer, HiddenBy = next?.Layer, IsSameContent = next?.Digest is { } digest && digest == file.Digest,
    };
}
