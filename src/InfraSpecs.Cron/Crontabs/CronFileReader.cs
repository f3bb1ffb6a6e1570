using System.Text;
using Docker.DotNet.Models;

namespace InfraSpecs.Cron;

/// <summary>Reads a container's cron files: first the crontabs, then, round by round, what these turn out to need.</summary>
internal sealed class CronFileReader(Engine engine, string id, string name)
{
    private const int Rounds = 5;
    private const int NeededAtMost = 400;
    private const int FoldersAtMost = 20;
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
        var daemons = Task.WhenAll(Daemons.Select(path => _archive.ReadAsync(path, LargestDaemon, token)));
        await Task.WhenAll(inspect, etc, spool, daemons);
        var files = Assemble((await inspect).Config!, [.. await etc, .. await spool], await daemons);
        files = await WithNeededAsync(files, token);
        var folders = CronNeeds.RunPartsFolders(files).Where(folder => !IsIn(Periods, folder + "/x")).Take(FoldersAtMost);
        var scripts = await Task.WhenAll(folders.Select(folder => _archive.ReadFolderAsync(folder, path => IsIn([folder + "/"], path), token)));
        return await WithNeededAsync(files with { PeriodicScripts = [.. files.PeriodicScripts, .. scripts.SelectMany(it => it)] }, token);
    }

    private async Task<CronFiles> WithNeededAsync(CronFiles files, CancellationToken token)
    {
        for (var round = 0; round < Rounds && CronNeeds.Of(files).Except(files.Needed.Keys).Take(NeededAtMost - files.Needed.Count).ToList() is { Count: > 0 } paths; round++)
        {
            files = files with { Needed = await WithAsync(files.Needed, paths, token) };
        }

        return files;
    }

    private CronFiles Assemble(ContainerConfig config, IReadOnlyList<CronFile> files, CronFile?[] daemons)
    {
        var environment = (config.Env ?? []).Select(it => it.Split('=', 2)).ToList();
        string[] command = [.. config.Entrypoint ?? [], .. config.Cmd ?? []];
        var daemon = DaemonOf(command, daemons);
        return new CronFiles
        {
            Container = name,
            Daemon = daemon,
            BusyboxVersion = daemon == CronDaemon.Busybox ? daemons.Select(VersionOf).FirstOrDefault(it => it is not null) : null,
            MainCommand = command,
            ContainerVariables = [.. environment.Select(it => it[0])],
            ContainerPath = environment.Find(it => it is ["PATH", _])?[1].Split(':') ?? [],
            EtcEnvironment = PamEnvironment.Names(PamEnvironment.Files.Select(TextOf)),
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

    /// <summary>Which daemon it is, is in its program. What the container starts decides where there are two.</summary>
    private static CronDaemon? DaemonOf(string[] command, CronFile?[] found)
    {
        var words = command.SelectMany(it => it.Split(' ', ';', '&', '|')).Select(it => it[(it.LastIndexOf('/') + 1)..]).ToList();
        var known = found.OfType<CronFile>().Where(it => it.IsRegular).ToList();
        var program = known.Find(it => words.Contains(it.Name)) ?? known.FirstOrDefault();
        return program is null ? words.Contains("busybox") && words.Contains("crond") ? CronDaemon.Busybox : null : DaemonProgram.Identify(program.Bytes.Span);
    }

    private static System.Version? VersionOf(CronFile? program)
    {
        var bytes = program is null ? default : program.Bytes.Span;
        if (bytes.IndexOf("BusyBox v"u8) is not (>= 0 and var at)) return null;
        var text = Encoding.ASCII.GetString(bytes[at..Math.Min(at + 24, bytes.Length)])["BusyBox v".Length..];
        var digits = text.TakeWhile(it => char.IsAsciiDigit(it) || it == '.');
        return System.Version.TryParse(new string([.. digits]), out var version) ? version : null;
    }

    private async Task<IReadOnlyDictionary<string, CronFile?>> WithAsync(IReadOnlyDictionary<string, CronFile?> known, IReadOnlyList<string> paths, CancellationToken token)
    {
        var all = known.ToDictionary();
        foreach (var some in paths.Chunk(16))
        {
            foreach (var (path, file) in await Task.WhenAll(some.Select(async path => (path, await _archive.ReadAsync(path, CronFile.BytesKept, token))))) all[path] = file;
        }

        return all;
    }

    private static bool IsWantedInEtc(string path) => path is "/etc/crontab" or "/etc/passwd" or "/etc/group" || PamEnvironment.Files.Contains(path)
        || IsIn(["/etc/cron.d/", "/etc/crontabs/", .. Periods], path);

    private static bool IsIn(string[] folders, string path) =>
        Array.Exists(folders, folder => path.StartsWith(folder, StringComparison.Ordinal) && path.IndexOf('/', folder.Length) < 0 && path[folder.Length..] is [not '.', ..]);
}
