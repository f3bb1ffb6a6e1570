namespace InfraSpecs.Cron;

/// <summary>Why a <see cref="CronException"/> was thrown.</summary>
public enum CronReason
{
    /// <summary>The daemon would refuse the schedule, or take it for something else than it says. Write it as the message's second line says.</summary>
    ScheduleInvalid,

    /// <summary>The image does not have the time zone that <see cref="CronOptions.TimeZone"/> names, so that cron would live in UTC. Install tzdata in
    /// the image, or write the zone out.</summary>
    ZoneMissing,

    /// <summary>The container's time zone cannot be reckoned with: it has leap seconds, is more than 14 h from UTC, or not by whole minutes. Use a zone
    /// such as Europe/Berlin.</summary>
    ZoneUnknown,

    /// <summary>The container cannot be given a clock of its own, so that its time cannot be moved. Use an image whose program is linked dynamically.</summary>
    OnRealTime,

    /// <summary>Nobody knows what the daemon does when the clock jumps: it is neither Debian's cron nor cronie nor busybox. Set
    /// <see cref="CronOptions.Daemon"/>, or let time pass without jumps.</summary>
    DaemonUnknown,

    /// <summary>The container has a clock of its own, and its program does not see it. Use an image with Debian's cron, cronie or busybox's crond, or wait
    /// in real time for what its jobs write.</summary>
    ClockNotSeen,

    /// <summary>No cron daemon runs in the container: it died, was never started, or the image has none. Do what the diagnosis' first finding advises.</summary>
    DaemonMissing,

    /// <summary>Fewer runs came than were waited for, and the diagnosis knows why. Do what its first finding advises.</summary>
    RunsMissing,
}
