using System.Globalization;
using InfraSpecs.Cron;
using static InfraSpecs.Assertions.Tests.Snapshots;

namespace InfraSpecs.Assertions.Tests.Cron;

/// <summary>Three minutes from 12:00:30 on, at x60.</summary>
internal static class CronSnapshots
{
    public static CronRuns Runs(params CronRun[] runs) => new()
    {
        Container = "cron-1",
        All = [.. runs.Select((run, index) => run with { Number = index + 1 })],
        Count = runs.Length,
        Daemon = CronDaemon.Debian,
        Zone = TimeZoneInfo.Utc,
        Spans = [new ClockSpan(Noon.AddSeconds(30), Noon.AddSeconds(210), 60)],
        Log = Log() with { Pattern = "." },
    };

    public static CronRun Run(string at, double? took = 0.5, int code = 0, int? signal = null, string output = "", string command = "task.sh")
    {
        var start = new DateTimeOffset(Noon.Date + TimeSpan.Parse(at, CultureInfo.InvariantCulture), TimeSpan.Zero);
        return new CronRun
        {
            Number = 1,
            StartedAt = start,
            EndedAt = took is { } seconds ? start.AddSeconds(seconds) : null,
            ExitCode = took is null || signal is not null ? null : code,
            Signal = signal,
            User = "root",
            Command = command,
            Output = output,
        };
    }
}
