using Docker.DotNet.Models;

namespace InfraSpecs.MySql;

/// <summary>A container of the owner's, run to its end.</summary>
/// <param name="container">As its owner runs it.</param>
/// <param name="folder">Where it has its backups.</param>
internal sealed class ContainerAction(ContainerOptions container, string folder) : DrillAction
{
    /// <summary>What no container has, but one that nobody named.</summary>
    private const string NoRole = "container";

    internal override string Image => container.Image;

    internal override IEnumerable<(bool Wrong, string Sentence)> Checks(string property, BackupDrillOptions drill)
    {
        var isReadable = container is { Mounts: not null, Networks: not null };
        var isTwice = isReadable && container.Mounts!.Any(mount => mount?.Path?.TrimEnd('/') == folder.TrimEnd('/'));
        return
        [
            (isTwice, $"{property} mounts {folder} itself, and there the drill mounts the volume of backups; leave one of them out."),
            (container.Ready is not null, $"{property} is a container with Ready; the drill waits for its end, and no other sign. One that does not end is started by DrillAction.By."),
            (property == nameof(BackupDrillOptions.Restore) && drill.RestoreBeforeStart,
                "RestoreBeforeStart is true, and Restore is a container without the server's data directory; start it by DrillAction.By with site.Data."),
            .. ErrorsOf(isReadable && !isTwice ? In("network", "volume") : container).Select(error => (true, $"{property}: {error}")),
        ];
    }

    internal override async Task<IReadOnlyList<string>> RunAsync(DrillRun run, CancellationToken token)
    {
        CreateContainerParameters? made = null;
        var given = In(run.Site.Network, run.Site.Volume);
        var whole = given with
        {
            Role = given.Role == NoRole ? run.Step : given.Role,
            Configure = builder => (given.Configure?.Invoke(builder) ?? builder).WithCreateParameterModifier(create => made = RequireNetwork(run, create)),
        };
        var image = await run.Engine.Client.Images.InspectImageAsync(await run.Engine.Images.GetAsync(given.Image, token), token);
        return await run.RunToEndAsync(
            linked => Container.StartAsync(run.Engine, whole, linked),
            () => Secrets.Collect(run.Options.Servers, [.. made?.Cmd ?? []], Secrets.InContainer([.. image.Config?.Env ?? [], .. made?.Env ?? []], given.Files)),
            $"mend the container, or what it is given. It reaches the server as {run.Site.Host}, port {MySqlContainer.Port}, and what it writes to {folder} is the backup.",
            "raise CommandWithin if it needs longer. A container that does not end by itself, as one with cron inside, is started by DrillAction.By.",
            token);
    }

    /// <summary>What an engine says of the two together names neither.</summary>
    private static CreateContainerParameters RequireNetwork(DrillRun run, CreateContainerParameters create) =>
        create.HostConfig?.NetworkMode is { } mode && (mode == "host" || mode.StartsWith("container:", StringComparison.Ordinal))
            ? throw MySqlServerException.DrillCommandFailed(
                run.Step, $"its Configure sets the network mode '{mode}', with which it cannot be in the drill's network", null, null, [],
                "leave the network mode out; or start it by DrillAction.By, where site.Server says at which port of 127.0.0.1 it is reached.")
            : create;

    private ContainerOptions In(string network, string volume) =>
        container with { Networks = [.. container.Networks, network], Mounts = [.. container.Mounts, ContainerMount.Volume(volume, folder)] };

    private static IReadOnlyList<string> ErrorsOf(ContainerOptions options)
    {
        try
        {
            options.Validate();
            return [];
        }
        catch (InvalidOptionsException e)
        {
            return e.Errors;
        }
    }
}
