using Docker.DotNet.Models;

namespace InfraSpecs.Cron;

/// <summary>Reads a container's cron files: first the crontabs, then, round by round, what these turn out to need.</summary>
internal sealed class CronFileReader(Engine engine, string id, string name)
{
    private const int Rounds = 5;
    private const int NeededAtMost = 400;
    private const int LargestDaemon = 4 << 20;

    private static readonly string[] Spools = ["/var/spool/cron/crontabs/", "/etc/crontabs/", "/var/spool/cron/"];
    private static readonly string[] Periods = ["/etc/cron.hourly/", "/etc/cron.daily/", "/etc/cron.weekly/", "/etc/cron.monthly/"];
    private static readonly string[] Daemons = ["/usr/sbin/cron", "/usr/sbin/crond", "/usr/bin/crond", "/bin/crond"];

    private readonly ContainerArchive _archive = new(engine, id, name);

    public async Task<CronFiles> ReadAsync(CancellationToken token)
    {
        var inspect = engine.Client.Containers.InspectContainerAsync(id, token);
        var etc = _archive.ReadFolderAsync("/etc", IsWantedInEtc, token);
        var spool = _archive.ReadFolderAsync("/var/spool/cron", path => IsIn(Spools, path), token);
        var daemons = ReadDaemonsAsync(token);
        await Task.WhenAll(inspect, etc, spool, daemons);
        var config = (await inspect).Config!;
        var zone = ReadZoneAsync(config, await daemons, token);
        var files = Assemble(config, [.. await etc, .. await spool], await daemons);
        for (var round = 0; round < Rounds && CronNeeds.Of(files).Except(files.Needed.Keys).Take(NeededAtMost - files.Needed.Count).ToList() is { Count: > 0 } paths; round++)
        {
            files = files with { Needed = await WithAsync(files.Needed, paths, token) };
        }

        return files with { Zone = await zone };
    }

    /// <summary>The daemon's time zone alone.</summary>
    public async Task<DaemonZone> ReadZoneAsync(CancellationToken token)
    {
        var inspect = engine.Client.Containers.InspectContainerAsync(id, token);
        var daemons = ReadDaemonsAsync(token);
        return await ReadZoneAsync((await inspect).Config!, await daemons, token);
    }

    private Task<DaemonZone> ReadZoneAsync(ContainerConfig config, CronFile?[] daemons, CancellationToken token)
    {
        var variables = Variables(config);
        return ZoneReader.Of(_archive.ReadAsync, (DaemonOf(Command(config), daemons)?.Bytes ?? default).Span, variables).ReadAsync(variables.GetValueOrDefault("TZ"), token);
    }

    private Task<CronFile?[]> ReadDaemonsAsync(CancellationToken token) => Task.WhenAll(Daemons.Select(path => _archive.ReadAsync(path, LargestDaemon, token)));

    private CronFiles Assemble(ContainerConfig config, IReadOnlyList<CronFile> files, CronFile?[] daemons)
    {
        var (command, variables) = (Command(config), Variables(config));
        var daemon = Identify(command, daemons);
        return new CronFiles
        {
            Container = name,
            Daemon = daemon,
            MainCommand = command,
            ContainerVariables = [.. variables.Keys],
            ContainerPath = variables.GetValueOrDefault("PATH")?.Split(':') ?? [],
            EtcEnvironment = [.. TextOf("/etc/environment").Split('\n').Select(line => line.Split('=', 2)[0].Trim().Replace("export ", "", StringComparison.Ordinal))],
            Users = CronUser.Read(TextOf("/etc/passwd"), TextOf("/etc/group")),
            Crontabs =
            [
                .. from file in files
                   where file.Path == "/etc/crontab" || IsIn(["/etc/cron.d/"], file.Path)
                   orderby file.Path
                   select Crontab.Read(file, CrontabForm.System, daemon),
                .. from file in files
                   where IsIn(Spools, file.Path) && !file.IsFolder
                   orderby file.Path
                   select Crontab.Read(file, CrontabForm.User, daemon),
            ],
            PeriodicScripts = [.. files.Where(file => IsIn(Periods, file.Path)).OrderBy(file => file.Path, StringComparer.Ordinal)],
        };

        string TextOf(string path) => files.FirstOrDefault(file => file.Path == path)?.Text ?? "";
    }

    private static string[] Command(ContainerConfig config) => [.. config.Entrypoint ?? [], .. config.Cmd ?? []];

    /// <summary>The last of a name holds.</summary>
    private static Dictionary<string, string> Variables(ContainerConfig config)
    {
        Dictionary<string, string> variables = [];
        foreach (var entry in config.Env ?? []) variables[entry.Split('=')[0]] = entry[Math.Min(entry.Length, entry.Split('=')[0].Length + 1)..];
        return variables;
    }

    /// <summary>Which daemon it is, is in its program.</summary>
    private static CronDaemon? Identify(string[] command, CronFile?[] found) =>
        DaemonOf(command, found) is { } program ? DaemonProgram.Identify(program.Bytes.Span) : Words(command) is var words && words.Contains("busybox") && words.Contains("crond") ? CronDaemon.Busybox : null;

    /// <summary>What the container starts decides where there are two.</summary>
    private static CronFile? DaemonOf(string[] command, CronFile?[] found)
    {
        var known = found.OfType<CronFile>().Where(it => it.IsRegular).ToList();
        return known.Find(it => Words(command).Contains(it.Name)) ?? known.FirstOrDefault();
    }

    private static List<string> Words(string[] command) => [.. command.SelectMany(it => it.Split(' ', ';', '&', '|')).Select(it => it[(it.LastIndexOf('/') + 1)..])];

    private async Task<IReadOnlyDictionary<string, CronFile?>> WithAsync(IReadOnlyDictionary<string, CronFile?> known, IReadOnlyList<string> paths, CancellationToken token)
    {
        var all = known.ToDictionary();
        foreach (var some in paths.Chunk(16))
        {
            foreach (var (path, file) in await Task.WhenAll(some.Select(async path => (path, await _archive.ReadAsync(path, CronFile.BytesKept, token))))) all[path] = file;
        }

        return all;
    }

    private static bool IsWantedInEtc(string path) => path is "/etc/crontab" or "/etc/passwd" or "/etc/group" or "/etc/environment"
        || IsIn(["/etc/cron.d/", "/etc/crontabs/", .. Periods], path);

    private static bool IsIn(string[] folders, string path) =>
        Array.Exists(folders, folder => path.StartsWith(folder, StringComparison.Ordinal) && path.IndexOf('/', folder.Length) < 0 && path[folder.Length..] is [not '.', ..]);
}
