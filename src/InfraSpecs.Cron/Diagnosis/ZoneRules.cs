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
    }

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
