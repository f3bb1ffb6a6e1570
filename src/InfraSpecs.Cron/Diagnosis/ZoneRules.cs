namespace InfraSpecs.Cron;

/// <summary>Whether the daemon lives in the time zone that somebody meant it to.</summary>
internal static class ZoneRules
{
    public static IEnumerable<Cause> Find(CronFiles files)
    {
        var zone = files.Zone;
        if (files.Daemon is null) yield break;
        if (zone.NotLoaded is { } file) yield return new Cause(NotLoaded(zone, file));
        foreach (var (path, named) in zone.Unread) yield return new Cause(NotRead(zone, path, named));
        foreach (var cause in OfCrontabs(files)) yield return cause;
    }

    private static IEnumerable<Cause> OfCrontabs(CronFiles files) =>
        from crontab in files.Crontabs
        where LineRules.IsRead(files, crontab)
        from variable in crontab.Variables
        where variable.Name == Crontab.ZoneVariable
        let below = crontab.Jobs.Where(it => it.Line > variable.Line).ToList()
        where below.Count > 0
        let finding = files.Daemon is not CronDaemon.Cronie ? Ignored(files, crontab, variable)
            : files.CronZones.GetValueOrDefault(variable.Value)?.NotLoaded is { } file ? NotLoaded(crontab, variable, file) : null
        where finding is not null
        from job in below
        select new Cause(finding, new JobRef(crontab, job));

    private static CronFinding Ignored(CronFiles files, Crontab crontab, CrontabVariable variable) => new()
    {
        Fault = CronFault.VariableIgnored,
        Sentence = $"cron ignores {Crontab.ZoneVariable} in line {variable.Line} of {crontab.Path}: the jobs below it are due by the zone in which cron lives, {files.Zone.Name}",
        Fact = $"it is {Quote.Of(variable.Value)}; {Crontab.ZoneVariable} is cronie's, and {(files.Daemon is CronDaemon.Busybox ? "busybox's crond" : "Debian's cron")} does not know it",
        Advice = $"set TZ={variable.Value} for the container, with tzdata in the image; or install cronie",
        File = crontab.Path,
        Line = variable.Line,
    };

    private static CronFinding NotLoaded(Crontab crontab, CrontabVariable variable, string file) => new()
    {
        Fault = CronFault.TimeZoneNotLoaded,
        Sentence = $"the jobs below line {variable.Line} of {crontab.Path} are due by UTC, not by {variable.Value}: the container does not have that time zone",
        Fact = $"{Crontab.ZoneVariable} is {Quote.Of(variable.Value)}, and {file} is not there or is no time zone",
        Advice = "correct the name, or install tzdata in the image",
        File = crontab.Path,
        Line = variable.Line,
    };

    private static CronFinding NotLoaded(DaemonZone zone, string file) => new()
    {
        Fault = CronFault.TimeZoneNotLoaded,
        Sentence = $"cron lives in UTC, not in {zone.Variable}: the container does not have that time zone",
        Fact = $"TZ is {Quote.Of(zone.Variable!)}, and {file} is not there or is no time zone",
        Advice = zone.HasDatabase
            ? "correct the name, or install what has it: Debian keeps names as US/Eastern in tzdata-legacy"
            : "install tzdata in the image, or write the zone out, as TZ=CET-1CEST,M3.5.0,M10.5.0/3",
    };

    private static CronFinding NotRead(DaemonZone zone, string path, string named) => new()
    {
        Fault = CronFault.TimeZoneNotLoaded,
        Sentence = $"cron lives in {zone.Name}, not in {named}, which {path} names",
        Fact = $"cron goes by TZ, which is not set, and then by {ZoneReader.LocalTime}; it does not read {path}",
        Advice = $"ENV TZ={named}, or ln -sf /usr/share/zoneinfo/{named} {ZoneReader.LocalTime}, with tzdata in the image",
    };
}
