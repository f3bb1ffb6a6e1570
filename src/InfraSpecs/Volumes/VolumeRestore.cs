using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Volumes;

/// <summary>Restores an archive into a volume: verified while it is loaded, or before where there is something to lose.</summary>
internal static class VolumeRestore
{
    private const string Stage = "/restore/volume";

    /// <summary>Restores an archive into a volume. The archive is verified; whatever is wrong with it, no half volume is left.</summary>
    /// <param name="engine">Where.</param>
    /// <param name="archive">The archive's path. If its SHA-256 is in a file beside it, it must have that.</param>
    /// <param name="options">Where to, into what.</param>
    /// <param name="token">Ends the restore; nothing is left then.</param>
    /// <returns>The data volume container that has the volume: a new one, unless the options name one.</returns>
    /// <exception cref="VolumeException">The archive is cut, damaged, dangerous or none; or the volume holds something, and the options do not say to
    /// delete it; or a container that runs may write to the volume; or the engine would not take the archive.</exception>
    /// <exception cref="InvalidOptionsException">The options cannot be meant.</exception>
    public static async Task<DataVolumeContainer> FromFileAsync(Engine engine, string archive, VolumeRestoreOptions options, CancellationToken token)
    {
        options.Validate();
        var sha256 = options.Sha256 ?? await ArchiveFile.ReadChecksumAsync(archive, token);
        await using var file = ArchiveFile.Open(archive);
        return await RunAsync(engine, file, archive, options with { Sha256 = sha256 }, token);
    }

    /// <inheritdoc cref="FromFileAsync" path="/*[not(self::param)]"/>
    /// <param name="engine">Where.</param>
    /// <param name="archive">The archive, from where it stands. It is read twice, by way of a temporary file if it cannot be sought, where the
    /// volume is not a new one.</param>
    /// <param name="options">Where to, into what.</param>
    /// <param name="token">Ends the restore; nothing is left then.</param>
    public static Task<DataVolumeContainer> FromStreamAsync(Engine engine, Stream archive, VolumeRestoreOptions options, CancellationToken token)
    {
        options.Validate();
        return RunAsync(engine, archive, ArchiveReader.NameOf(archive), options, token);
    }

    private static async Task<DataVolumeContainer> RunAsync(
        Engine engine, Stream archive, string name, VolumeRestoreOptions options, CancellationToken token)
    {
        if (options.Into is null && options.Volume.HostFolder is null) return await IntoNewAsync(engine, archive, name, options, token);

        await using var spooled = archive.CanSeek ? null : await ArchiveFile.SpoolAsync(archive, token);
        var source = spooled ?? archive;
        var start = source.Position;
        string folder;
        await using (var first = new ArchiveReader(source, name, options.Sha256, isUnpacked: true)) folder = (await first.ReadToEndAsync(token)).Folder;
        source.Position = start;
        var data = options.Into ?? await DataVolumeContainer.CreateAsync(engine, PathFor(options, folder, name), options.Volume, token);
        try
        {
            await using var reader = new ArchiveReader(source, name, options.Sha256, isUnpacked: true);
            await PrepareAsync(data, name, options, token);
            await LoadOrEmptyAsync(data, reader, name, token);
            return data;
        }
        catch (Exception e) when (options.Into is null)
        {
            await Undo.AfterAsync(e, data.DisposeAsync);
            throw;
        }
    }

    private static async Task<DataVolumeContainer> IntoNewAsync(
        Engine engine, Stream archive, string name, VolumeRestoreOptions options, CancellationToken token)
    {
        await using var reader = new ArchiveReader(archive, name, options.Sha256, isUnpacked: true);
        var folder = await reader.ReadFolderAsync(token);
        var data = await DataVolumeContainer.CreateAsync(engine, PathFor(options, folder, name), options.Volume, token);
        try
        {
            await PrepareAsync(data, name, options, token);
            await LoadAsync(data, reader, name, token);
            return data;
        }
        catch (Exception e)
        {
            await Undo.AfterAsync(e, data.DisposeAsync);
            throw;
        }
    }

    private static string PathFor(VolumeRestoreOptions options, string folder, string name) => options.Path ?? (folder != "."
        ? "/" + folder
        : throw new InvalidOptionsException(nameof(VolumeRestoreOptions), [$"Path is null, and {name} does not name the folder it is of; set Path."]));

    /// <summary>Makes sure that the volume is empty and that nobody uses it.</summary>
    private static async Task PrepareAsync(DataVolumeContainer data, string name, VolumeRestoreOptions options, CancellationToken token)
    {
        var users = (await VolumeUser.FindAsync(data.Engine, data.Volume, token)).Where(user => user.IsActive).ToArray();
        if (users.Length > 0) throw VolumeException.InUse(data, users, restoring: true);
        if (await VolumeContents.IsEmptyAsync(data, token)) return;
        if (!options.EmptyFirst) throw VolumeException.NotEmpty(data, name);
        await VolumeFolder.EmptyAsync(data, token);
    }

    private static async Task LoadOrEmptyAsync(DataVolumeContainer data, ArchiveReader reader, string name, CancellationToken token)
    {
        try
        {
            await LoadAsync(data, reader, name, token);
        }
        catch (Exception e)
        {
            await EmptyAfterAsync(data, name, e);
            throw;
        }
    }

    private static async Task EmptyAfterAsync(DataVolumeContainer data, string name, Exception failure)
    {
        try
        {
            await VolumeFolder.EmptyAsync(data, CancellationToken.None);
        }
        catch (InfraSpecsException e)
        {
            throw VolumeException.HalfLeft(data, name, failure, e);
        }
    }

    /// <summary>
    /// The volume is mounted in a helper, never started, where the archive has its folder: so the entries keep their names, and nothing but
    /// the volume can be written. Podman writes into what is mounted below a path only while the helper runs.
    /// </summary>
    private static async Task LoadAsync(DataVolumeContainer data, ArchiveReader reader, string name, CancellationToken token)
    {
        var engine = data.Engine;
        var folder = await reader.ReadFolderAsync(token);
        var image = await engine.Images.GetAsync("busybox", token);
        // In the root no relative link is refused, for none leads higher.
        var target = folder == "." ? Stage : "/" + folder;
        var (id, _) = await CreatedContainer.CreateAsync(engine, image, "restore", data.Volume.MountAt(target), it => it.Cmd = ["sleep", "2147483647"], token);
        try
        {
            if (engine.IsPodman) await engine.Client.Containers.StartContainerAsync(id, new ContainerStartParameters(), token);
            var into = new CopyToContainerParameters { Path = folder == "." ? Stage : "/" };
            await engine.Client.Containers.ExtractArchiveToContainerAsync(id, into, reader, token);
            // The engine may answer when it has seen the tar's end, before what is behind it was verified.
            await reader.ReadToEndAsync(token);
            if (reader.Rules.Root is { } root && folder == ".")
            {
                await VolumeFolder.SetAsync(data, root.Mode, root.UserId, root.GroupId, root.ModifiedAt, token);
            }
        }
        catch (Exception e) when (reader.Failure is not null && e != reader.Failure)
        {
            throw reader.Failure;
        }
        catch (Exception e) when (e is DockerApiException or HttpRequestException or IOException && !token.IsCancellationRequested)
        {
            throw VolumeException.NotLoaded(data, name, e);
        }
        finally
        {
            await CreatedContainer.RemoveAsync(engine, id);
        }
    }
}
