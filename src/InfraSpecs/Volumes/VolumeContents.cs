using System.Globalization;
using Docker.DotNet;
using Docker.DotNet.Models;
using InfraSpecs.Volumes;

namespace InfraSpecs;

/// <summary>Something in a volume.</summary>
/// <param name="Name">Its path from the volume's folder, without a slash before it: "mysql/user.frm".</param>
/// <param name="Facts">Kind, mode, owner, size, link target. A further name of a file that has several is a hard link.</param>
/// <param name="Sha256">Of a file's content, in lower case hexadecimal digits; null for what is no file.</param>
public sealed record VolumeEntry(string Name, FileFacts Facts, string? Sha256)
{
    /// <summary>As <c>ls -l</c> would say it.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Facts.OctalMode} {Facts.UserId}:{Facts.GroupId} {Facts.Size,12:N0} {Facts.ModifiedAt:yyyy-MM-dd HH:mm:ss} {Name}{(Facts.LinkTarget is { } target ? $" -> {target}" : "")}");
}

/// <summary>What a volume held when it was looked at.</summary>
/// <param name="Container">The data volume container's name.</param>
/// <param name="Folder">The volume's own folder.</param>
/// <param name="Entries">All that is in it, at any depth, in the order of their names.</param>
public sealed record VolumeContents(string Container, FileFacts Folder, IReadOnlyList<VolumeEntry> Entries)
{
    private const int LinesShown = 20;

    /// <summary>The sum of the files' sizes, in bytes; a file with several names counts once.</summary>
    public long Size => Entries.Sum(entry => entry.Sha256 is null ? 0 : entry.Facts.Size);

    /// <summary>What has this name; null if nothing has.</summary>
    /// <param name="name">The path from the volume's folder, without a slash before it.</param>
    public VolumeEntry? Find(string name) => Entries.FirstOrDefault(entry => entry.Name == name);

    /// <summary>A line for each of the first entries: what a failure shows.</summary>
    public string Describe()
    {
        var lines = Entries.Take(LinesShown).Select(entry => entry.ToString());
        if (Entries.Count > LinesShown) lines = lines.Append($"… and {Entries.Count - LinesShown} more");
        return Entries.Count == 0 ? "(the volume is empty)" : string.Join('\n', lines);
    }

    /// <summary>In what this differs from what another volume held, or the same one earlier; a sentence for each.</summary>
    /// <param name="expected">What the other held.</param>
    public IReadOnlyList<string> DifferencesFrom(VolumeContents expected)
    {
        var differences = VolumeDifference.Between(expected, this).ToList();
        Recording.NoteDifferences($"volume {Folder.Path} of {Container}", () => [.. differences.Select(it => new[] { it.Where, it.Was, it.Is })]);
        return [.. differences.Select(it => it.Sentence)];
    }

    internal static async Task<VolumeContents> ReadAsync(DataVolumeContainer data, CancellationToken token)
    {
        using var listing = new VolumeListing(data);
        var walker = new TarWalker(listing);
        await using var tar = await OpenAsync(data, token);
        var buffer = new byte[ArchiveReader.BufferSize];
        for (int count; (count = await tar.ReadAsync(buffer, token)) > 0;) walker.Feed(buffer.AsSpan(0, count));
        return walker.HasEnded ? listing.Contents() : throw VolumeException.EndedEarly(data, walker.Offset);
    }

    /// <summary>Whether the volume holds nothing; reads no further than to its first entry.</summary>
    internal static async Task<bool> IsEmptyAsync(DataVolumeContainer data, CancellationToken token)
    {
        using var listing = new VolumeListing(data);
        var walker = new TarWalker(listing);
        await using var tar = await OpenAsync(data, token);
        var buffer = new byte[ArchiveReader.BufferSize];
        for (int count; listing.Count < 2 && (count = await tar.ReadAsync(buffer, token)) > 0;) walker.Feed(buffer.AsSpan(0, count));
        return listing.Count < 2;
    }

    private static async Task<Stream> OpenAsync(DataVolumeContainer data, CancellationToken token)
    {
        var folder = new ContainerPathStatParameters { Path = data.Path };
        try
        {
            return (await data.Engine.Client.Containers.GetArchiveFromContainerAsync(data.Id, folder, false, token)).Stream!;
        }
        catch (DockerContainerNotFoundException)
        {
            throw ContainerException.Removed(data.Name, "what is in its volume", TimeSpan.Zero);
        }
    }
}
