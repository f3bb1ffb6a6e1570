namespace InfraSpecs.Cron;

/// <summary>Which daemon a program is, by what is in it: Debian's cron and cronie may both be called cron, and busybox is anything.</summary>
internal static class DaemonProgram
{
    private static readonly (byte[] Mark, CronDaemon Daemon)[] Marks =
    [
        ("BusyBox v"u8.ToArray(), CronDaemon.Busybox),
        ("RANDOM_DELAY"u8.ToArray(), CronDaemon.Cronie), // random delays are cronie's own
        ("Running @reboot jobs"u8.ToArray(), CronDaemon.Debian),
    ];

    /// <summary>Null for a daemon whose rules nobody knows here.</summary>
    public static CronDaemon? Identify(ReadOnlySpan<byte> program)
    {
        foreach (var (mark, daemon) in Marks)
        {
            if (program.IndexOf(mark) >= 0) return daemon;
        }

        return null;
    }
}
