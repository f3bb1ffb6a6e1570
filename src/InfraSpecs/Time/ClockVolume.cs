using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using InfraSpecs.Volumes;

namespace InfraSpecs.Time;

/// <summary>A clock's files in a volume, for containers whose root is read-only: nothing can be copied into those, but volumes can be mounted.</summary>
internal sealed class ClockVolume : IAsyncDisposable
{
    /// <summary>The first API in which a file of a volume can be mounted by itself (VolumeOptions.Subpath).</summary>
    private static readonly System.Version Subpaths = new(1, 45);

    private readonly Engine _engine;

    private ClockVolume(Engine engine, string name) => (_engine, Name) = (engine, name);

    private string Name { get; }

    /// <exception cref="ClockUnsupportedException">The engine is too old, or the image's program cannot be given a clock.</exception>
    public static async Task<ClockVolume> CreateAsync(Engine engine, ClockImage image, CreateContainerParameters container, ClockControl control, CancellationToken token)
    {
        if (engine.ApiVersion < Subpaths) throw ClockUnsupportedException.ReadOnly(image.Name, engine.ApiVersion);
        var volume = new ClockVolume(engine, engine.NewName("clock"));
        try
        {
            await engine.Client.Volumes.CreateAsync(new VolumesCreateParameters { Name = volume.Name, Labels = engine.Session.ResourceLabels.ToDictionary() }, token);
            await volume.FillAsync(image, container, control, token);
            return volume;
        }
        catch
        {
            await volume.DisposeAsync();
            throw;
        }
    }

    public ContainerBuilder Into(ContainerBuilder builder, ClockImage image) => builder.WithCreateParameterModifier(create =>
    {
        image.SetPreload(create);
        create.HostConfig!.Mounts = [.. create.HostConfig.Mounts ?? [], MountAt(ClockFiles.Folder, null), MountAt(ClockFiles.Preload, ClockFiles.PreloadInVolume)];
    });

    public async ValueTask DisposeAsync() => await _engine.Client.Volumes.RemoveAsync(Name, force: true, CancellationToken.None);

    private async Task FillAsync(ClockImage image, CreateContainerParameters container, ClockControl control, CancellationToken token)
    {
        var (helper, _) = await CreatedContainer.CreateAsync(_engine, image.Name, "clock", MountAt(ClockFiles.Folder, null), StartsAs(container), token);
        try
        {
            var preload = await image.LookIntoAsync(_engine, helper, token);
            await using var files = ClockFiles.InVolume(image.Machine, control, preload);
            await _engine.Client.Containers.ExtractArchiveToContainerAsync(helper, new CopyToContainerParameters { Path = ClockFiles.Folder }, files, token);
        }
        finally
        {
            await CreatedContainer.RemoveAsync(_engine, helper);
        }
    }

    private static Action<CreateContainerParameters> StartsAs(CreateContainerParameters container) =>
        helper => (helper.Entrypoint, helper.Cmd, helper.Env) = (container.Entrypoint, container.Cmd, container.Env);

    private Mount MountAt(string path, string? file) =>
        new() { Type = "volume", Source = Name, Target = path, ReadOnly = file is not null, VolumeOptions = new VolumeOptions { NoCopy = true, Subpath = file ?? "" } };
}
