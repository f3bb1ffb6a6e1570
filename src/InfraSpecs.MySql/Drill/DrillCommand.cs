using System.Text;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;

namespace InfraSpecs.MySql;

/// <summary>A command of a drill, in a container beside a server, or beside the data of one that does not run.</summary>
/// <param name="Engine">Where.</param>
/// <param name="Image">In which image.</param>
/// <param name="Backup">The name of the volume at /backup.</param>
/// <param name="Options">The drill's. What a command prints may come from the backup, so that passwords of all its servers are masked.</param>
internal sealed record DrillCommand(Engine Engine, string Image, string Backup, BackupDrillOptions Options)
{
    public const string Folder = "/backup";
    private const string OptionFile = "/run/infraspecs/client.cnf";

    /// <param name="step">"backup" or "restore".</param>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="data">The server's data.</param>
    /// <param name="server">The server; null where it does not run yet.</param>
    /// <param name="before">What ran before it.</param>
    /// <param name="token">The caller's.</param>
    public async Task<DrillStep> RunAsync(
        string step, IReadOnlyList<string> command, DataVolumeContainer data, MySqlServer? server, DrillStep? before, CancellationToken token)
    {
        var began = Engine.Time.GetTimestamp();
        var secrets = Secrets.Collect(Options.Servers, command);
        var (exit, why) = await RunToEndAsync(Describe(step, command, data, server), token);
        IReadOnlyList<string> lines = [.. exit.Mask(secrets.Mask).LastLines.Select(line => line.Text)];
        if (why is null && exit.ExitCode == 0) return new DrillStep(step, Engine.Time.GetElapsedTime(began), lines);
        var files = await new DrillFiles(Engine, Options.Source.Image, Backup).DescribeAsync(token);
        throw MySqlServerException.DrillCommandFailed(step, why ?? $"it {exit}", lines, before?.Complaint is { } said ? $"the {before.Name} said: {said}" : null, [files, .. before?.Said ?? []]);
    }

    private ContainerBuilder Describe(string step, IReadOnlyList<string> command, DataVolumeContainer data, MySqlServer? server)
    {
        var builder = Engine.NewContainer(Image, step)
            .WithEntrypoint([.. command])
            .WithVolumesFrom(data)
            .WithVolumeMount(Backup, Folder)
            .WithCreateParameterModifier(create =>
            {
                create.User = "0";
                create.Cmd = [];
                if (server is not null) create.HostConfig!.NetworkMode = "container:" + server.Container.Id;
            });
        return server is null ? builder : builder.WithResourceMapping(
            Encoding.UTF8.GetBytes(OptionsFor(server.Options)), OptionFile, fileMode: UnixFileModes.UserRead | UnixFileModes.UserWrite);
    }

    /// <returns>How it ended, and why it had to be ended; null if it ended by itself.</returns>
    private async Task<(ContainerExit Exit, string? Why)> RunToEndAsync(ContainerBuilder builder, CancellationToken token)
    {
        try
        {
            await using var container = await Engine.StartAsync(builder, token);
            try
            {
                return (await container.WaitForExitAsync(Options.CommandWithin, token), null);
            }
            catch (WaitException)
            {
                return (await container.StopAsync(TimeSpan.Zero, token), $"it had not ended within {FailureText.Duration(Options.CommandWithin)} (BackupDrillOptions.CommandWithin)");
            }
        }
        catch (ContainerException e) when (e.Exit is { } exit)
        {
            // It was quicker than its start was seen.
            return (exit, null);
        }
    }

    internal static string OptionsFor(MySqlOptions options)
    {
        var password = options.RootPassword.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        return $"[client]\nhost=127.0.0.1\nport={MySqlContainer.Port}\nprotocol=tcp\nuser=root\npassword=\"{password}\"\n";
    }
}
