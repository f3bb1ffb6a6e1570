namespace InfraSpecs.Cron;

/// <summary>Reads a container's cron files: first the crontabs, then, round by round, what these turn out to need.</summary>
internal sealed class CronFileReader(Engine engine, string id, string name)
{
    private const int Rounds = 5;
    private const int NeededAtMost = 400;
    private const int FoldersAtMost = 20;
    private const int LargestCrontab = 4 << 20;
    private const string UsualSpool = "/var/spool/cron/crontabs";

    /// <summary>By this file busybox's crond is told whose crontabs it is to read anew; it reads the file, and deletes it.</summary>
    private const string ToldToBusybox = "cron.update";

    private static readonly string[] Spools = ["/var/spool/cron/crontabs/", "/etc/crontabs/", "/var/spool/cron/"];
    private static readonly string[] Periods = ["/etc/cron.hourly/", "/etc/cron.daily/", "/etc/cron.weekly/", "/etc/cron.monthly/"];

    private readonly ContainerArchive _archive = new(engine, id, name);

    public async Task<CronFiles> ReadAsync(CancellationToken token)
    {
        var starting = ContainerSetup.ReadAsync(engine, id, _archive, token);
        var etc = _archive.ReadFolderAsync("/etc", IsWantedInEtc, LargestCrontab, token);
        var usual = _archive.ReadFolderAsync("/var/spool/cron", path => IsIn(Spools, path) || IsStray(path), LargestCrontab, token);
        var start = await starting;
        var zone = ReadZoneAsync(start, token);
        var folder = start.Spool ?? (start.Daemon is { } daemon and not CronDaemon.Busybox ? DaemonProgram.SpoolOf((start.Program?.Bytes ?? default).Span, daemon) : UsualSpool);
        var real = await _archive.ResolveAsync(folder, token);
        var spool = ReadSpoolAsync(folder, real, token);
        await Task.WhenAll(etc, usual, spool);
        var files = Assemble(start, [.. (await etc).Concat(await usual).Concat(await spool).DistinctBy(it => it.Path)]) with
        {
            SpoolFolders = start.Daemon is CronDaemon.Debian or CronDaemon.Cronie ? [folder, real] : [],
        };
        files = await WithNeededAsync(files with { CronZones = await ReadCronZonesAsync(start, files, token) }, token);
        var folders = CronNeeds.RunPartsFolders(files).Where(folder => !IsIn(Periods, folder + "/x")).Take(FoldersAtMost);
        var scripts = await Task.WhenAll(folders.Select(folder => _archive.ReadFolderAsync(folder, path => IsIn([folder + "/"], path), LargestCrontab, token)));
        files = await WithNeededAsync(files with { PeriodicScripts = [.. files.PeriodicScripts, .. scripts.SelectMany(it => it)] }, token);
        return files with { Zone = await zone };
    }

    private async Task<CronFiles> WithNeededAsync(CronFiles files, CancellationToken token)
    {
        for (var round = 0; round < Rounds && CronNeeds.ListPaths(files).Except(files.Needed.Keys).Take(NeededAtMost - files.Needed.Count).ToList() is { Count: > 0 } paths; round++)
        {
            files = files with { Needed = await WithAsync(files.Needed, paths, token) };
        }

        return files;
    }

    /// <summary>The daemon's time zone alone.</summary>
    private async Task<DaemonZone> ReadZoneAsync(CancellationToken token) => await ReadZoneAsync(await ContainerSetup.ReadAsync(engine, id, _archive, token), token);

    /// <summary>Sees that the container has the zone: a C library that does not find it takes UTC without a word.</summary>
    /// <exception cref="CronException">It has not.</exception>
    public async Task RequireZoneAsync(string zone, CancellationToken token)
    {
        if ((await ReadZoneAsync(token)).NotLoaded is not null) throw CronException.ZoneMissing(name, zone);
    }

    private Task<DaemonZone> ReadZoneAsync(ContainerSetup start, CancellationToken token) =>
        ZoneReader.ForDaemon(_archive.ReadAsync, (start.Program?.Bytes ?? default).Span, start.Variables).ReadAsync(start.TimeZone, token);

    private async Task<IReadOnlyDictionary<string, DaemonZone>> ReadCronZonesAsync(ContainerSetup start, CronFiles files, CancellationToken token)
    {
        var named = files.Daemon is CronDaemon.Cronie ? files.Crontabs.SelectMany(it => it.Variables).Where(it => it.Name == Crontab.ZoneVariable).Select(it => it.Value).Distinct() : [];
        var reader = ZoneReader.ForDaemon(_archive.ReadAsync, (start.Program?.Bytes ?? default).Span, start.Variables);
        var zones = await Task.WhenAll(named.Select(async zone => (zone, await reader.ReadAsync(zone, token))));
        return zones.ToDictionary(it => it.zone, it => it.Item2);
    }

    /// <summary>The folder may be a link, and its files go by the name that the daemon has for it.</summary>
    private async Task<IReadOnlyList<ArchivedFile>> ReadSpoolAsync(string folder, string real, CancellationToken token)
    {
        if (folder == UsualSpool && (real == folder || IsIn(Spools, real + "/x"))) return []; // read already
        return [.. (await _archive.ReadFolderAsync(real, path => IsIn([real + "/"], path), LargestCrontab, token))
            .Select(it => it with { Facts = it.Facts with { Path = folder + it.Path[real.Length..] } })];
    }

    private CronFiles Assemble(ContainerSetup start, IReadOnlyList<ArchivedFile> files)
    {
        var (daemon, variables) = (start.Daemon, start.Variables);
        string[] spools = start.Spool is { } own ? [own + "/", .. Spools] : Spools;
        return new CronFiles
        {
            Container = name,
            Daemon = daemon,
            BusyboxVersion = daemon == CronDaemon.Busybox ? DaemonProgram.BusyboxVersion((start.Program?.Bytes ?? default).Span) : null,
            MainCommand = start.Command,
            Folder = start.Folder,
            RunningCommand = start.Running,
            Spool = start.Spool,
            ContainerVariables = [.. variables.Keys],
            ContainerPath = variables.GetValueOrDefault("PATH")?.Split(':') ?? [],
            EtcEnvironment = PamEnvironment.Names(PamEnvironment.Files.Select(TextOf)),
            Users = CronUser.Read(TextOf("/etc/passwd"), TextOf("/etc/group")),
            Crontabs =
            [
                .. from file in files
                   where (file.Path == "/etc/crontab" || IsIn(["/etc/cron.d/"], file.Path)) && !IsIn(spools, file.Path)
                   orderby file.Path
                   select Crontab.Read(file, CrontabForm.System, daemon),
                .. from file in files
                   where IsIn(spools, file.Path) && !file.IsFolder && !(daemon == CronDaemon.Busybox && file.Name == ToldToBusybox)
                   orderby file.Path
                   select Crontab.Read(file, CrontabForm.User, daemon),
            ],
            PeriodicScripts = [.. files.Where(file => IsIn(Periods, file.Path)).OrderBy(file => file.Path, StringComparer.Ordinal)],
            Strays = [.. files.Where(file => file.IsRegular && IsStray(file.Path) && !IsIn(spools, file.Path)).OrderBy(file => file.Path, StringComparer.Ordinal)],
        };

        string TextOf(string path) => files.FirstOrDefault(file => file.Path == path)?.Text ?? "";
    }

    private async Task<IReadOnlyDictionary<string, ArchivedFile?>> WithAsync(IReadOnlyDictionary<string, ArchivedFile?> known, IReadOnlyList<string> paths, CancellationToken token)
    {
        var all = known.ToDictionary();
        foreach (var some in paths.Chunk(16))
        {
            foreach (var (path, file) in await Task.WhenAll(some.Select(async path => (path, await _archive.ReadAsync(path, ContainerArchive.HeadSize, token))))) all[path] = file;
        }

        return all;
    }

    private static bool IsWantedInEtc(string path) => path is "/etc/crontab" or "/etc/passwd" or "/etc/group" || PamEnvironment.Files.Contains(path)
        || IsIn(["/etc/cron.d/", "/etc/crontabs/", .. Periods], path) || IsStray(path);

    /// <summary>In a folder that seems to be cron's, and is none of those that are; at(1) has its own there.</summary>
    private static bool IsStray(string path) => (path.StartsWith("/etc/cron", StringComparison.Ordinal) || path.StartsWith("/var/spool/cron/", StringComparison.Ordinal))
        && path.LastIndexOf('/') > "/etc".Length && !path.Contains("/.", StringComparison.Ordinal) && !path.StartsWith("/var/spool/cron/at", StringComparison.Ordinal)
        && !Array.Exists([.. Periods, "/etc/cron.d/", "/etc/crontabs/", "/var/spool/cron/crontabs/"], it => path.StartsWith(it, StringComparison.Ordinal)) && !IsIn(Spools, path);

    private static bool IsIn(string[] folders, string path) =>
        Array.Exists(folders, folder => path.StartsWith(folder, StringComparison.Ordinal) && path.IndexOf('/', folder.Length) < 0 && path[folder.Length..] is [not '.', ..]);
}
