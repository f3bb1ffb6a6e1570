using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Cron;

/// <summary>What a container starts, in which environment, and which cron daemon that is.</summary>
/// <param name="Command">Entry point and command.</param>
/// <param name="Running">The words of the daemon's process, where the command does not say how it is started; null where none runs.</param>
/// <param name="Variables">The container's environment.</param>
/// <param name="Folder">Where it starts.</param>
/// <param name="Programs">The daemons that are there.</param>
internal sealed record ContainerSetup(
    IReadOnlyList<string> Command, IReadOnlyList<string>? Running, IReadOnlyDictionary<string, string> Variables, string Folder, IReadOnlyList<ArchivedFile> Programs)
{
    private const int LargestDaemon = 4 << 20;

    private static readonly string[] Daemons = ["/usr/sbin/cron", "/usr/sbin/crond", "/usr/bin/crond", "/bin/crond"];

    /// <summary>How the daemon is started; null if that is not known.</summary>
    public DaemonCommand? Start => DaemonCommand.Find(Running ?? Command);

    /// <summary>The daemon's program. What the container starts decides where there are two.</summary>
    public ArchivedFile? Program => Start is { IsOfBusybox: true } ? Programs.FirstOrDefault(it => Identify(it) == CronDaemon.Busybox)
        : Programs.OrderByDescending(it => it.Path == Start?.Program).ThenByDescending(it => Words.Contains(it.Name)).FirstOrDefault();

    /// <summary>By whose rules crontabs are read; null if no cron daemon was found.</summary>
    public CronDaemon? Daemon => Start is { IsOfBusybox: true } ? CronDaemon.Busybox : Program is { } program ? Identify(program) : null;

    /// <summary>TZ, as the daemon has it; null if it has none.</summary>
    public string? TimeZone => Start?.TimeZone ?? Variables.GetValueOrDefault("TZ");

    /// <summary>The only folder of users' crontabs that the daemon reads, where its command says which.</summary>
    public string? Spool => Daemon is CronDaemon.Busybox && Start?.Value('c', Daemon) is { Length: > 0 } folder && !folder.Contains(ShellWords.Unknown)
        ? (folder.StartsWith('/') ? folder : $"{Folder.TrimEnd('/')}/{folder}").TrimEnd('/')
        : null;

    private IEnumerable<string> Words => Command.SelectMany(it => it.Split(' ', ';', '&', '|')).Select(it => it[(it.LastIndexOf('/') + 1)..]);

    public static async Task<ContainerSetup> ReadAsync(Engine engine, string id, ContainerArchive archive, CancellationToken token)
    {
        var inspect = engine.Client.Containers.InspectContainerAsync(id, token);
        var usual = ReadAsync(archive, Daemons, token);
        var (config, state) = ((await inspect).Config!, (await inspect).State!);
        string[] command = [.. config.Entrypoint ?? [], .. config.Cmd ?? []];
        var isKnown = DaemonCommand.Find(command) is { HasUnknown: false };
        var running = state.Running && !isKnown ? await RunningAsync(engine, id, token) : null;
        string[] own = DaemonCommand.Find(running ?? command) is { Program: ['/', ..] path } && !Daemons.Contains(path) ? [path] : [];
        return new ContainerSetup(command, running, Environment(config), config.WorkingDir is { Length: > 0 } folder ? folder : "/", [.. await ReadAsync(archive, own, token), .. await usual]);
    }

    private static CronDaemon? Identify(ArchivedFile program) => DaemonProgram.Identify(program.Bytes.Span);

    private static async Task<IReadOnlyList<ArchivedFile>> ReadAsync(ContainerArchive archive, string[] paths, CancellationToken token) =>
        [.. (await Task.WhenAll(paths.Select(path => archive.ReadAsync(path, LargestDaemon, token)))).OfType<ArchivedFile>().Where(it => it.IsRegular)];

    private static async Task<IReadOnlyList<string>?> RunningAsync(Engine engine, string id, CancellationToken token)
    {
        try
        {
            var rows = (await engine.Client.Containers.ListProcessesAsync(id, new ContainerListProcessesParameters { PsArgs = "-o pid,args" }, token)).Processes ?? [];
            return rows.Select(row => row[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries)).FirstOrDefault(words => DaemonCommand.Find(words) is not null);
        }
        catch (DockerApiException)
        {
            return null; // it has ended meanwhile
        }
    }

    /// <summary>The last of a name holds.</summary>
    private static Dictionary<string, string> Environment(ContainerConfig config)
    {
        Dictionary<string, string> variables = [];
        foreach (var entry in (config.Env ?? []).Select(it => it.Split('=', 2))) variables[entry[0]] = entry.ElementAtOrDefault(1) ?? "";
        return variables;
    }
}
