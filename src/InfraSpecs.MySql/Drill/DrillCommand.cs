using System.Text;
using DotNet.Testcontainers.Configurations;

namespace InfraSpecs.MySql;

/// <summary>A command of a drill, in a container beside a server, or beside the data of one that does not run.</summary>
/// <param name="Engine">Where.</param>
/// <param name="Image">In which image.</param>
/// <param name="Backup">The name of the volume at /backup.</param>
/// <param name="Servers">All of the drill's: what a command prints may come from the backup.</param>
internal sealed record DrillCommand(Engine Engine, string Image, string Backup, IReadOnlyList<MySqlOptions> Servers)
{
    public const string Folder = "/backup";
    private const string OptionFile = "/run/infraspecs/client.cnf";

    public async Task RunAsync(
        string step, IReadOnlyList<string> command, DataVolumeContainer data, MySqlServer? server, CancellationToken token)
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
        if (server is not null)
        {
            builder = builder.WithResourceMapping(
                Encoding.UTF8.GetBytes(OptionsFor(server.Options)), OptionFile, fileMode: UnixFileModes.UserRead | UnixFileModes.UserWrite);
        }

        var exit = await Engine.RunToEndAsync(builder, token);
        if (exit.ExitCode != 0) throw MySqlServerException.DrillCommandFailed(step, $"it {exit}", exit.Mask(Secrets.Collect(Servers, command).Mask).LastLines);
    }

    internal static string OptionsFor(MySqlOptions options)
    {
        var password = options.RootPassword.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        return $"[client]\nhost=127.0.0.1\nport={MySqlContainer.Port}\nprotocol=tcp\nuser=root\npassword=\"{password}\"\n";
    }
}
