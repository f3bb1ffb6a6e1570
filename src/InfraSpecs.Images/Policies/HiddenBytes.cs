using System.Globalization;
using InfraSpecs.Images.Policies;

namespace InfraSpecs.Images;

/// <summary>The bytes that are in an image and that no container of it sees.</summary>
public sealed record HiddenBytes
{
    private const int GroupsShown = 5;

    /// <summary>The image's name.</summary>
    public required string Image { get; init; }

    /// <summary>The image's size: the bytes of the files of all layers.</summary>
    public required long Total { get; init; }

    /// <summary>In the order of their paths; one that was written three times is here twice.</summary>
    internal IReadOnlyList<HiddenFile> Files { get; private init; } = [];

    /// <summary>The number of bytes that no container sees.</summary>
    public long Bytes => Files.Sum(file => file.Size);

    /// <summary>Their share of the image's bytes, from 0 to 100.</summary>
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
        return new HiddenBytes
        {
            Image = image.Name, Total = image.Layers.Sum(layer => layer.Size), Files = [.. hidden.Select(file => HiddenFile.Describe(file, Next(file)))],
        };

        ImageFile? Next(ImageFile file) => later[file.Path].Append(image.Files.Find(file.Path)).OfType<ImageFile>().FirstOrDefault(it => it.Layer.Number > file.Layer.Number);
    }
}
