using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;

namespace InfraSpecs.Time;

/// <summary>Puts a clock into a container between its creation and its start.</summary>
internal sealed class ClockInjection(Engine engine, ClockImage image, Func<ClockControl> control)
{
    /// <summary>The builder of a container that can take the clock.</summary>
    /// <exception cref="ReadOnlyRootException">When it is to be created: nothing can be copied into it.</exception>
    public ContainerBuilder Prepare(ContainerBuilder builder) => builder.WithCreateParameterModifier(create =>
    {
        if (create.HostConfig?.ReadonlyRootfs == true) throw new ReadOnlyRootException(create);
        image.SetPreload(create);
    });

    /// <exception cref="ClockException">Its main process cannot be given a clock.</exception>
    public async Task RunAsync(string container, CancellationToken token)
    {
        var preload = await image.LookIntoAsync(engine, container, token);
        await using var files = ClockFiles.InContainer(image.Machine, control(), preload);
        await engine.Client.Containers.ExtractArchiveToContainerAsync(container, new CopyToContainerParameters { Path = "/" }, files, token);
    }

    /// <summary>Known only when Testcontainers has put the whole request together.</summary>
    public sealed class ReadOnlyRootException(CreateContainerParameters container) : Exception
    {
        public CreateContainerParameters Container => container;
    }
}
