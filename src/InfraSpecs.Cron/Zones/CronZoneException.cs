namespace InfraSpecs.Cron;

/// <summary>The time zone of a cron container is not there, or not known.</summary>
public sealed class CronZoneException : InfraSpecsException
{
    private CronZoneException(string container, string zone, string headline, string advice)
        : base(container, headline, [], advice) => Zone = zone;

    /// <summary>The zone.</summary>
    public string Zone { get; }

    internal static CronZoneException NotInContainer(string container, string zone) => new(
        container,
        zone,
        $"{container}: its image has no time zone {zone}, so that cron would live in UTC.",
        "install tzdata in the image; it has /usr/share/zoneinfo.");

    internal static CronZoneException Unknown(string container, string zone) => new(
        container,
        zone,
        $"{container}: its time zone '{zone}' is none that can be reckoned with here, so that nobody can say when its jobs are due.",
        "use a zone as Europe/Berlin: without leap seconds, at most 14 hours from UTC, and by whole minutes.");
}
