namespace InfraSpecs.Cron;

public sealed partial class CronException
{
    internal static CronException OnRealTime(string container, ClockException unsupported) => new(
        CronReason.OnRealTime,
        container,
        $"{container} runs on real time: {FirstLine(unsupported)}",
        [],
        unsupported.Advice,
        unsupported);

    internal static CronException DaemonUnknown(string container, string program) => new(
        CronReason.DaemonUnknown,
        container,
        $"{container}: {program} is neither Debian's cron nor cronie nor busybox, so that nobody knows what it does when the clock jumps.",
        [],
        "set CronOptions.Daemon to the one whose rules it follows, or move the clock by Clock.RunForAsync alone.");

    internal static CronException ClockNotSeen(string container, IReadOnlyList<UnreachedProcess> processes) => new(
        CronReason.ClockNotSeen,
        container,
        $"{container}: no cron daemon has started; {processes[^1].Program} is {processes[^1].Why}, so that the container's clock does not reach it.",
        processes.Select(it => $"It runs as {Quote.Of(it.Process.CommandLine)}."),
        "run an image with Debian's cron, cronie or busybox's crond; or wait for what its jobs write, in real time, by Log.WaitForMatchesAsync.");

    internal static string FirstLine(ClockException unsupported) => unsupported.Message.Split('\n')[0];
}
