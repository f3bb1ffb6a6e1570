using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;

namespace InfraSpecs.Time;

/// <summary>
/// Puts a clock into a container between its creation and its start. Testcontainers asks for the content of files that it is to copy at that moment, and
/// this is such a file: the loader's list of libraries. Before it answers, it has looked into the container and unpacked the rest.
/// </summary>
internal sealed class ClockInjection(Engine engine, ClockImage image, Func<ClockControl> control) : IResourceMapping
{
    private string _container = "";

    public MountType Type => MountType.Bind;

    public AccessMode AccessMode => AccessMode.ReadOnly;

    public string Source => "";

    public string Target => ClockFiles.Preload;

    public UnixFileModes FileMode => UnixFileModes.UserRead | UnixFileModes.UserWrite | UnixFileModes.GroupRead | UnixFileModes.OtherRead;

    public uint UserId => 0;

    public uint GroupId => 0;

    /// <summary>The builder of a container that will have the clock.</summary>
    /// <exception cref="ReadOnlyRootException">When it is to be created: nothing can be copied into it.</exception>
    public ContainerBuilder Into(ContainerBuilder builder) => builder.WithResourceMapping(this).WithCreateParameterModifier(create =>
    {
        if (create.HostConfig?.ReadonlyRootfs == true) throw new ReadOnlyRootException(create);
        image.SetPreload(create);
        _container = create.Name!;
    });

    public async Task<byte[]> GetAllBytesAsync(CancellationToken ct = default)
    {
        var preload = await image.LookIntoAsync(engine, _container, ct);
        await using var files = ClockFiles.InContainer(image.Machine, control());
        await engine.Client.Containers.ExtractArchiveToContainerAsync(_container, new CopyToContainerParameters { Path = "/" }, files, ct);
        return ClockFiles.PreloadAfter(preload);
    }

    public Task CreateAsync(CancellationToken ct = default) => Task.CompletedTask;

    public Task DeleteAsync(CancellationToken ct = default) => Task.CompletedTask;

    /// <summary>Known only when Testcontainers has put the whole request together.</summary>
    public sealed class ReadOnlyRootException(CreateContainerParameters container) : Exception
    {
        public CreateContainerParameters Container => container;
    }
}
