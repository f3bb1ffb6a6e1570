namespace InfraSpecs.Cron;

/// <summary>The cron daemons whose rules are known here. Each of them reads some schedules in a way of its own, and does something else
/// when the clock jumps or daylight saving begins or ends.</summary>
public enum CronDaemon
{
    /// <summary>Vixie cron 3.0 as Debian and Ubuntu have it: package <c>cron</c>. Its source: cron.c, entry.c.</summary>
    Debian,

    /// <summary>The descendant of Vixie cron 4.1 that Fedora, Red Hat, Arch and others have: package <c>cronie</c>.</summary>
    Cronie,

    /// <summary>busybox's <c>crond</c>, as Alpine has it. Its source: miscutils/crond.c.</summary>
    Busybox,
}
