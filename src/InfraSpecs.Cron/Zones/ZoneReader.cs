using System.Text.RegularExpressions;

namespace InfraSpecs.Cron;

/// <summary>
/// Loads a container's zone as its C library does: TZ, else /etc/localtime. glibc (tzset.c, tzfile.c) looks for a file first and then whether TZ is a zone that is
/// written out; musl (__tz.c) the other way round, and in three folders. What neither knows is UTC to both.
/// </summary>
/// <param name="read">Reads a file of the container, up to so many bytes; null if there is none.</param>
/// <param name="isMusl">Which of the two C libraries the daemon has.</param>
/// <param name="databases">The folders in which it looks for names.</param>
internal sealed partial class ZoneReader(Func<string, int, CancellationToken, Task<ArchivedFile?>> read, bool isMusl, IReadOnlyList<string> databases)
{
    public const string LocalTime = "/etc/localtime";
    public const string Timezone = "/etc/timezone";
    public const string Defaults = "/etc/default/cron";

    private const string Database = "/usr/share/zoneinfo";
    private const int LargestFile = 1 << 20;

    // Where a zone has summer time and no rules: glibc takes those of the United States, unless there is a file "posixrules", of which it makes its own sense;
    // musl takes both for the first moment of the year.
    private const string GlibcRules = "M3.2.0,M11.1.0";
    private const string MuslRules = "0/0,0/0";

    // What was in former years differs from one edition of the database to the next.
    private static readonly DateTimeOffset[] Days = [.. Enumerable.Range(0, 366).Select(it => new DateTimeOffset(2027, 1, 1, 12, 0, 0, TimeSpan.Zero).AddDays(it))];

    private static readonly string[] NamesOfUtc = ["UTC", "UCT", "GMT", "Universal", "Zulu", "Greenwich", "GMT0", "GMT+0", "GMT-0"];

    /// <param name="read">Reads a file of the container, up to so many bytes; null if there is none.</param>
    /// <param name="program">The daemon's; empty if it is not known.</param>
    /// <param name="variables">The daemon's environment.</param>
    public static ZoneReader ForDaemon(Func<string, int, CancellationToken, Task<ArchivedFile?>> read, ReadOnlySpan<byte> program, IReadOnlyDictionary<string, string> variables) =>
        // The loader's name in a dynamic program, a folder that only musl looks into in a static one.
        program.IndexOf("/ld-musl-"u8) >= 0 || program.IndexOf("/etc/zoneinfo/"u8) >= 0
            ? new(read, true, [Database, "/share/zoneinfo", "/etc/zoneinfo"])
            : new(read, false, [variables.GetValueOrDefault("TZDIR") is { Length: > 0 } folder ? folder : Database]);

    /// <param name="variable">TZ; null if the daemon has none.</param>
    /// <param name="token">Cancels the call.</param>
    public async Task<DaemonZone> ReadAsync(string? variable, CancellationToken token)
    {
        var zone = await LoadAsync(variable, token);
        var unread = variable is not null ? [] : await Task.WhenAll((await NamedAsync(token)).Select(async it => (Named: it, Differs: await DiffersAsync(it.Zone, zone.Info, token))));
        return zone with { Variable = variable, Unread = [.. unread.Where(it => it.Differs).Select(it => it.Named)] };
    }

    private async Task<DaemonZone> LoadAsync(string? variable, CancellationToken token)
    {
        if (variable is null) return await LocalAsync(token);
        var name = variable.StartsWith(':') ? variable[1..] : variable;
        if (name.Length == 0) return DaemonZone.Utc;
        if (isMusl && IsWrittenOut(variable)) return Written(variable, MuslRules);
        var paths = name.StartsWith('/') ? [name] : databases.Select(it => $"{it}/{name}").ToList();
        foreach (var path in paths)
        {
            if (await FileAsync(path, token) is { } file) return new DaemonZone { Info = ZoneTable.Create(variable, file) };
        }

        if (!isMusl && PosixZone.IsBegun(name)) return Written(name, await read($"{databases[0]}/posixrules", 0, token) is null ? GlibcRules : null);
        return DaemonZone.Utc with
        {
            NotLoaded = IsUtc(name) ? null : paths[0],
            HasDatabase = await read(databases[0], 0, token) is not null,
        };
    }

    private async Task<DaemonZone> LocalAsync(CancellationToken token)
    {
        var local = await read(LocalTime, LargestFile, token);
        if (local is null || TzFile.Read(local.Bytes.Span) is not { } file) return DaemonZone.Utc;
        var name = LinkedName().Match(local.Link?.LinkTarget ?? "") is { Success: true } linked ? linked.Groups["name"].Value : "";
        var zone = ZoneTable.Create(file.Footer.Length > 0 ? file.Footer : LocalTime, file);
        // What is mounted there lies behind the image's link to UTC.
        var isHonest = name.Length > 0 && (!IsUtc(name) || zone?.HasSameRules(TimeZoneInfo.Utc) == true);
        return new DaemonZone { Info = isHonest ? ZoneTable.Create(name, file) : zone };
    }

    private static DaemonZone Written(string zone, string? usual) => new() { Info = PosixZone.Parse(zone, usual) is { } posix ? ZoneTable.Create(zone, posix) : null };

    /// <summary>musl's posix_form.</summary>
    private static bool IsWrittenOut(string variable) => PosixZone.IsBegun(variable) || variable is "UTC" or "GMT";

    private async Task<IReadOnlyList<(string File, string Zone)>> NamedAsync(CancellationToken token)
    {
        var files = await Task.WhenAll(read(Timezone, ContainerArchive.HeadSize, token), read(Defaults, ContainerArchive.HeadSize, token));
        var (zone, set) = (files[0]?.Text.Trim(), SetsTz().Match(files[1]?.Text ?? ""));
        List<(string, string)> named = [];
        if (zone is { Length: > 0 }) named.Add((Timezone, zone));
        if (set.Success) named.Add((Defaults, set.Groups["zone"].Value));
        return named;
    }

    /// <summary>Whether somebody means another zone by this name. One who says UTC may have forgotten the file.</summary>
    private async Task<bool> DiffersAsync(string name, TimeZoneInfo? loaded, CancellationToken token)
    {
        if (IsUtc(name) || loaded is null || loaded.Id == name) return false;
        return await FileAsync($"{Database}/{name}", token) is { } file
            ? ZoneTable.Create(name, file) is { } named && Days.Any(it => named.GetUtcOffset(it) != loaded.GetUtcOffset(it))
            : loaded.HasSameRules(TimeZoneInfo.Utc) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out _);
    }

    private async Task<TzFile?> FileAsync(string path, CancellationToken token) => await read(path, LargestFile, token) is { } file ? TzFile.Read(file.Bytes.Span) : null;

    private static bool IsUtc(string name) => NamesOfUtc.Contains(name.StartsWith("Etc/", StringComparison.Ordinal) ? name[4..] : name);

    [GeneratedRegex(@"(^|/)zoneinfo/(posix/)?(?<name>.+)$", RegexOptions.ExplicitCapture)]
    private static partial Regex LinkedName();

    [GeneratedRegex(@"^\s*(export\s+)?TZ=[""']?(?<zone>[^""'\s]+)", RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex SetsTz();
}
