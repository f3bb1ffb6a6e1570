using System.Text;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;

namespace InfraSpecs.MySql;

/// <summary>A command, in a container beside a server, or beside the data of one that does not run.</summary>
/// <param name="command">The program and its arguments.</param>
internal sealed class CommandAction(IReadOnlyList<string> command) : DrillAction
{
    private const string OptionFile = "/run/infraspecs/client.cnf";

    /// <summary>Linux's longest argument, MAX_ARG_STRLEN.</summary>
    private const int LongestWord = 131_072;

    internal override IReadOnlyList<string> Words => command;

    internal override bool NeedsNetwork => false;

    internal override IEnumerable<(bool Wrong, string Sentence)> Checks(string property, BackupDrillOptions drill) =>
    [
        (command.Count == 0, $"{property} is empty; name the command."),
        (command.Any(word => word is not { Length: <= LongestWord } || word.Contains('\0')), $"{property} has a word that no program can be given: null, with a NUL in it, or of more than 131,072 characters."),
    ];

    // What a command prints may come from the backup, so that passwords of all the drill's servers are masked.
    internal override async Task<IReadOnlyList<string>> RunAsync(DrillRun run, CancellationToken token)
    {
        var image = await run.Engine.Images.GetAsync(run.Options.Image ?? run.Server.Image, token);
        return await run.RunToEndAsync(
            linked => run.Engine.StartAsync(Describe(run, image), linked),
            () => Secrets.Collect(run.Options.Servers, command),
            "mend the command. It finds the account in /run/infraspecs/client.cnf and the backup in /backup.",
            "mend the command, which must end by itself; raise CommandWithin if it needs longer.",
            token);
    }

    private ContainerBuilder Describe(DrillRun run, string image)
    {
        var builder = run.Engine.NewContainer(image, run.Step)
            .WithEntrypoint([.. command])
            .WithVolumesFrom(run.Site.Data)
            .WithVolumeMount(run.Site.Volume, DrillFiles.Folder)
            .WithCreateParameterModifier(create =>
            {
                create.User = "0";
                create.Cmd = [];
                if (run.Site.Server is { } server) create.HostConfig!.NetworkMode = "container:" + server.Container.Id;
            });
        return run.Site.Server is null ? builder : builder.WithResourceMapping(
            Encoding.UTF8.GetBytes(OptionsFor(run.Server)), OptionFile, fileMode: UnixFileModes.UserRead | UnixFileModes.UserWrite);
    }

    internal static string OptionsFor(MySqlOptions options)
    {
        var password = options.RootPassword.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        return $"[client]\nhost=127.0.0.1\nport={MySqlContainer.Port}\nprotocol=tcp\nuser=root\npassword=\"{password}\"\n";
    }
}
