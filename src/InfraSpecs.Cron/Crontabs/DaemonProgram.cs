using System.Text;

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

    /// <summary>Where it looks for users' crontabs: cronie as it was built, Debian's cron in a folder of that.</summary>
    public static string SpoolOf(ReadOnlySpan<byte> program, CronDaemon daemon) =>
        daemon is CronDaemon.Debian || program.IndexOf("/var/spool/cron/crontabs"u8) >= 0 ? "/var/spool/cron/crontabs" : "/var/spool/cron";

    /// <summary>As it stands in busybox's program; null if it does not.</summary>
    public static Version? BusyboxVersion(ReadOnlySpan<byte> program)
    {
        if (program.IndexOf("BusyBox v"u8) is not (>= 0 and var at)) return null;
        var text = Encoding.ASCII.GetString(program[at..Math.Min(at + 24, program.Length)])["BusyBox v".Length..];
        var digits = text.TakeWhile(it => char.IsAsciiDigit(it) || it == '.');
        return Version.TryParse(new string([.. digits]), out var version) ? version : null;
    }
}
