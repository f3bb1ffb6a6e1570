using System.Formats.Tar;
using Docker.DotNet.Models;

namespace InfraSpecs.Volumes;

/// <summary>A volume's own folder: its facts, set through the engine, so that nothing needs to run, and its emptying.</summary>
internal static class VolumeFolder
{
    public static async Task SetAsync(DataVolumeContainer data, DataVolumeOptions options, CancellationToken token)
    {
        var now = (await ContainerFiles.FindAsync(data.Engine, data.Id, data.Name, data.Path, token))!;
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

    /// <summary>Deletes all that is in a volume.</summary>
    public static async Task EmptyAsync(DataVolumeContainer data, CancellationToken token)
    {
        var image = await data.Engine.Images.GetAsync("busybox", token);
        await using var helper = await data.Engine.StartAsync(
            data.Engine.NewContainer(image, "empty").WithVolumesFrom(data).WithEntrypoint("sleep").WithCommand("2147483647"), token);
        var outcome = await helper.ExecAsync(["find", data.Path, "-mindepth", "1", "-maxdepth", "1", "-exec", "rm", "-rf", "{}", "+"], new ExecOptions { User = "0" }, token);
        if (outcome.ExitCode != 0) throw VolumeException.NotEmptied(data, outcome.Error);
    }
}
