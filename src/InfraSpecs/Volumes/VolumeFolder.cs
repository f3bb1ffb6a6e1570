using System.Formats.Tar;
using Docker.DotNet.Models;

namespace InfraSpecs.Volumes;

/// <summary>The facts of a volume's own folder, set through the engine, so that nothing needs to run.</summary>
internal static class VolumeFolder
{
    public static async Task SetAsync(DataVolumeContainer data, DataVolumeOptions options, CancellationToken token)
    {
        var now = (await ContainerFiles.FactsAsync(data.Engine, data.Id, data.Name, data.Path, token))!;
        var user = options.UserId ?? now.UserId;
        await SetAsync(data, options.Mode ?? now.Mode, user, options.GroupId ?? (options.UserId is null ? now.GroupId : user), now.ModifiedAt, token);
    }

    /// <summary>An archive of nothing but the folder, unpacked where it is: the engine gives an existing folder the entry's facts.</summary>
    public static async Task SetAsync(
        DataVolumeContainer data, UnixFileMode mode, int user, int group, DateTimeOffset modified, CancellationToken token)
    {
        var slash = data.Path.LastIndexOf('/');
        using var tar = new MemoryStream();
        await using (var writer = new TarWriter(tar, TarEntryFormat.Pax, leaveOpen: true))
        {
            var folder = new PaxTarEntry(TarEntryType.Directory, data.Path[(slash + 1)..] + "/") { Mode = mode, Uid = user, Gid = group, ModificationTime = modified };
            await writer.WriteEntryAsync(folder, token);
        }

        tar.Position = 0;
        var parent = new CopyToContainerParameters { Path = slash == 0 ? "/" : data.Path[..slash] };
        await data.Engine.Client.Containers.ExtractArchiveToContainerAsync(data.Id, parent, tar, token);
    }
}
