namespace InfraSpecs.Cron;

public sealed partial class CronException
{
    internal static CronException ZoneMissing(string container, string zone) => new(
        CronReason.ZoneMissing,
        container,
        $"{container}: its image has no time zone {zone}, so that cron would live in UTC.",
        [],
        "install tzdata in the image; it has /usr/share/zoneinfo.")
    {
        Zone = zone,
    };

    internal static CronException ZoneUnknown(string container, string zone) => new(
        CronReason.ZoneUnknown,
        container,
        $"{container}: its time zone '{zone}' is none that can be reckoned with here, so that nobody can say when its jobs are due.",
        [],
        "use a zone as Europe/Berlin: without leap seconds, at most 14 hours from UTC, and by whole minutes.")
    {
        Zone = zone,
    };
}
