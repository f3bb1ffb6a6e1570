using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using InfraSpecs.Volumes;

namespace InfraSpecs.Time;

/// <summary>A clock's files in a volume, for containers whose root is read-only: nothing can be copied into those, but volumes can be mounted.</summary>
internal sealed class ClockVolume : IAsyncDisposable
{
    private readonly Engine _engine;

    private string _folder = "";

    private ClockVolume(Engine engine, string name) => (_engine, Name) = (engine, name);

    private string Name { get; }

    /// <exception cref="ClockException">The image's program cannot be given a clock.</exception>
    public static async Task<ClockVolume> CreateAsync(Engine engine, ClockImage image, CreateContainerParameters container, ClockControl control, CancellationToken token)
    {
        var volume = new ClockVolume(engine, engine.NewName("clock"));
        try
        {
            var made = await engine.Client.Volumes.CreateAsync(
                new VolumesCreateParameters { Name = volume.Name, Labels = engine.Session.ResourceLabels.ToDictionary() }, token);
            volume._folder = made.Mountpoint!;
            await volume.FillAsync(image, container, control, token);
            return volume;
        }
        catch (Exception e)
        {
            await Undo.AfterAsync(e, volume.DisposeAsync);
            throw;
        }
    }

    public ContainerBuilder Into(ContainerBuilder builder, ClockImage image) => builder.WithCreateParameterModifier(create =>
    {
        image.SetPreload(create);
        create.HostConfig!.Mounts = [.. create.HostConfig.Mounts ?? [], Mount];
        // A volume cannot stand for a file; a file of its folder on the engine's machine can.
        create.HostConfig.Binds = [.. create.HostConfig.Binds ?? [], $"{_folder}/{ClockFiles.PreloadInVolume}:{ClockFiles.Preload}:ro"];
    });

    public async ValueTask DisposeAsync() =>
        await _engine.RemovingAsync($"volume {Name}", () => _engine.Client.Volumes.RemoveAsync(Name, force: true, CancellationToken.None));

    private async Task FillAsync(ClockImage image, CreateContainerParameters container, ClockControl control, CancellationToken token)
    {
        var (helper, _) = await CreatedContainer.CreateAsync(_engine, image.Name, "clock", Mount, StartsAs(container), token);
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

    private Mount Mount => new() { Type = "volume", Source = Name, Target = ClockFiles.Folder, VolumeOptions = new VolumeOptions { NoCopy = true } };
}
