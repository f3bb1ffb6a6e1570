using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;

namespace InfraSpecs;

/// <summary>A container made as its options say.</summary>
internal static class ContainerCreation
{
    /// <summary>Starts a container of any image, and waits until it is up. If that fails or is cancelled, nothing of it is left.</summary>
    /// <param name="engine">Where.</param>
    /// <param name="options">Which image, what it is given, when it is up.</param>
    /// <param name="token">Ends the start; nothing is left then.</param>
    /// <exception cref="InvalidOptionsException">The options cannot be meant.</exception>
    /// <exception cref="ImageException">The image cannot be had, or the image source could not be built.</exception>
    /// <exception cref="ContainerException">The engine refused to start it. Or it ended before it was up; the message has the tail of its log.</exception>
    /// <exception cref="WaitException">It was not up within <see cref="ContainerOptions.ReadyWithin"/>; the message says what was seen last. Or it says itself that
    /// it will not be up.</exception>
    /// <exception cref="EngineException">The engine is elsewhere, and a port cannot be forwarded from there.</exception>
    public static async Task<Container> StartAsync(Engine engine, ContainerOptions options, CancellationToken token)
    {
        var image = await engine.Images.GetAsync(options.Image, token);
        var check = options.Ready == Ready.WhenHealthy ? (await engine.Client.Images.InspectImageAsync(image, token)).Config?.Healthcheck : null;
        var builder = Describe(engine.NewContainer(image, options.Role), engine, options)
            .WithCreateParameterModifier(create => ContainerHealth.Hurry(create, check, options.ReadyWithin));
        var plan = new ContainerStart.Plan { Readiness = options.Ready is { } ready ? (ready, options.ReadyWithin) : null };
        return await ContainerStart.RunAsync(engine, options.Configure?.Invoke(builder) ?? builder, plan, token);
    }

    private static ContainerBuilder Describe(ContainerBuilder builder, Engine engine, ContainerOptions options)
    {
        builder = builder.WithEnvironment(options.Environment).WithCreateParameterModifier(create => Restrict(create, engine, options));
        if (options.Command is { } command) builder = builder.WithCommand([.. command]);
        builder = options.Ports.Concat(options.Ready?.Ports ?? []).Distinct().Aggregate(builder, (it, port) => it.WithLoopbackPort(port));
        builder = options.Files.Aggregate(builder, (it, file) => file.Into(it));
        builder = options.Networks.Aggregate(builder, (it, network) => it.WithNetwork(network));
        return options.Aliases.Count > 0 ? builder.WithNetworkAliases(options.Aliases) : builder;
    }

    private static void Restrict(CreateContainerParameters create, Engine engine, ContainerOptions options)
    {
        var host = create.HostConfig ??= new HostConfig();
        host.ReadonlyRootfs = options.ReadOnly;
        host.Mounts = [.. host.Mounts ?? [], .. options.Mounts.Select(it => Mount(it, engine))];
        if (options.Memory is { } memory) host.Memory = memory;
        if (options.User is { } user) create.User = user;
    }

    private static Mount Mount(ContainerMount mount, Engine engine) => new()
    {
        Type = mount.Word,
        Source = mount.Kind is MountKind.Volume ? mount.Name ?? "" : mount.Source,
        Target = mount.Path,
        ReadOnly = mount.IsReadOnly,
        // Of a volume that is made for it.
        VolumeOptions = mount.Kind is MountKind.Volume ? new VolumeOptions { Labels = engine.Session.Labels.ToDictionary() } : null,
    };
}
