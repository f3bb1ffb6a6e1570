using Docker.DotNet.Models;
using InfraSpecs.Volumes;

namespace InfraSpecs;

/// <summary>
/// A data volume container: created, never running, it owns a volume that other containers mount with
/// <see cref="DataVolumeMounts.WithVolumesFrom"/>. Disposing it removes it and its volume; a container that still has the volume keeps it.
/// </summary>
public sealed class DataVolumeContainer : IAsyncDisposable
{
    private DataVolumeContainer(Engine engine, string id, string name, string path, VolumeSource volume) =>
        (Engine, Id, Name, Path, Volume) = (engine, id, name, path, volume);

    /// <summary>By which the engine knows the container.</summary>
    public string Id { get; }

    /// <summary>The container's name.</summary>
    public string Name { get; }

    /// <summary>Where the volume is, in this container and in all that mount it from here.</summary>
    public string Path { get; }

    /// <summary>The engine's name of the volume; null where it is a folder of the engine's machine.</summary>
    public string? VolumeName => Volume.Name;

    internal Engine Engine { get; }

    internal VolumeSource Volume { get; }

    /// <inheritdoc cref="CreateAsync(Engine, string, DataVolumeOptions, CancellationToken)"/>
    public static Task<DataVolumeContainer> CreateAsync(Engine engine, string path, CancellationToken token) =>
        CreateAsync(engine, path, new DataVolumeOptions(), token);

    /// <summary>Creates a data volume container. The image needs no shell: nothing of it is run.</summary>
    /// <param name="engine">Where.</param>
    /// <param name="path">Where the volume is to be, absolute: "/var/lib/mysql".</param>
    /// <param name="options">Which image, whose folder.</param>
    /// <param name="token">Ends the creation; nothing is left then.</param>
    /// <exception cref="InvalidOptionsException">The path or the options cannot be meant.</exception>
    /// <exception cref="ImageException">The image cannot be had, or the image source could not be built.</exception>
    /// <exception cref="EngineException">The engine refused, as where there is no such folder on its machine.</exception>
    public static Task<DataVolumeContainer> CreateAsync(Engine engine, string path, DataVolumeOptions options, CancellationToken token)
    {
        options.Validate(path);
        return engine.EndPromptlyAsync(linked => MakeAsync(engine, Plain(path), options, linked), token);
    }

    /// <summary>As the engine says it: "/data//x/" is /data/x.</summary>
    private static string Plain(string path) => "/" + string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries));

    private static async Task<DataVolumeContainer> MakeAsync(Engine engine, string path, DataVolumeOptions options, CancellationToken token)
    {
        var image = await engine.Images.GetAsync(options.Image, token);
        var mount = options.HostFolder is { } folder
            ? new Mount { Type = "bind", Source = folder, Target = path }
            // Anonymous, so that it goes with the container, but with the session's labels.
            : new Mount { Type = "volume", Target = path, VolumeOptions = new VolumeOptions { Labels = engine.Session.Labels.ToDictionary() } };
        var (id, name) = await CreatedContainer.CreateAsync(engine, image, "data", mount, options.Configure, token);
        try
        {
            var mounts = await ContainerMounts.ReadAsync(engine, id, name, token);
            var data = new DataVolumeContainer(engine, id, name, path, VolumeSource.Of(mounts.At(path)!));
            if (options.SetsFolder) await VolumeFolder.SetAsync(data, options, token);
            return data;
        }
        catch (Exception e)
        {
            await Undo.AfterAsync(e, () => new ValueTask(CreatedContainer.RemoveAsync(engine, id)));
            throw;
        }
    }

    /// <inheritdoc cref="VolumeRestore.FromFileAsync"/>
    public static Task<DataVolumeContainer> RestoreAsync(Engine engine, string archive, VolumeRestoreOptions options, CancellationToken token) =>
        engine.EndPromptlyAsync(linked => VolumeRestore.FromFileAsync(engine, archive, options, linked), token);

    /// <inheritdoc cref="VolumeRestore.FromStreamAsync"/>
    public static Task<DataVolumeContainer> RestoreAsync(Engine engine, Stream archive, VolumeRestoreOptions options, CancellationToken token) =>
        engine.EndPromptlyAsync(linked => VolumeRestore.FromStreamAsync(engine, archive, options, linked), token);

    /// <summary>
    /// Writes a tar.gz of the volume to a file, as the tutorial does, and its SHA-256 beside it. The file has its name only when it is complete;
    /// an export that fails or is cancelled leaves none.
    /// </summary>
    /// <param name="archive">The file's path: "mysql-backup.tar.gz". A file that is there is replaced.</param>
    /// <param name="options">What to do about containers that use the volume; progress.</param>
    /// <param name="token">Ends the export.</param>
    /// <inheritdoc cref="ExportAsync(Stream, VolumeExportOptions, CancellationToken)" path="/exception"/>
    public Task<VolumeArchive> ExportAsync(string archive, VolumeExportOptions options, CancellationToken token) =>
        ArchiveFile.CreateAsync(archive, file => ExportAsync(file, archive, options, token), token);

    /// <summary>Writes a tar.gz of the volume to a stream. What a failed export wrote is to be thrown away: it has no end.</summary>
    /// <param name="archive">Where it is written; it stays open.</param>
    /// <param name="options">What to do about containers that use the volume; progress.</param>
    /// <param name="token">Ends the export.</param>
    /// <exception cref="VolumeException">A container that runs may write to the volume, and the options do not say to quiesce it; or it could not be
    /// quiesced, did not stay so, or could not be woken again; or the volume could not be read to its end.</exception>
    public Task<VolumeArchive> ExportAsync(Stream archive, VolumeExportOptions options, CancellationToken token) =>
        ExportAsync(archive, ArchiveReader.NameOf(archive), options, token);

    private Task<VolumeArchive> ExportAsync(Stream archive, string name, VolumeExportOptions options, CancellationToken token) =>
        Engine.EndPromptlyAsync(linked => VolumeExport.RunAsync(this, archive, name, options, linked), token);

    /// <summary>What the volume holds now, file for file with checksums, read through the engine: its size travels.</summary>
    /// <param name="token">Ends the reading.</param>
    public Task<VolumeContents> ReadContentsAsync(CancellationToken token) => VolumeContents.ReadAsync(this, token);

    /// <summary>The volume as another container mounts it, at the same path: for <see cref="ContainerOptions.Mounts"/>.</summary>
    /// <param name="readOnly">The container may only read it.</param>
    public ContainerMount AsMount(bool readOnly = false) =>
        VolumeName is { } name ? ContainerMount.Volume(name, Path, readOnly) : ContainerMount.Bind(Volume.Folder, Path, readOnly);

    /// <summary>Whether a mount of some container is this volume.</summary>
    /// <param name="mount">What is mounted there.</param>
    public bool IsMountedBy(ContainerMount mount) => VolumeSource.Of(mount) == Volume;

    /// <summary>Removes the container and, unless another container has it too, its volume. A folder of the engine's machine stays.</summary>
    public async ValueTask DisposeAsync() => await CreatedContainer.RemoveAsync(Engine, Id);

    /// <inheritdoc/>
    public override string ToString() => $"{Path} of {Name}";
}
