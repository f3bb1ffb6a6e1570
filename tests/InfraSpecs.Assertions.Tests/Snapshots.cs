namespace InfraSpecs.Assertions.Tests;

/// <summary>Snapshots as an engine would have given them.</summary>
internal static class Snapshots
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A cron log with a line for each offset from noon, in seconds.</summary>
    public static LogSnapshot Log(params double[] seconds) => Log([.. seconds.Select(second => (second, "Hello!"))], seconds.Length);

    public static LogSnapshot Log(IReadOnlyList<(double Second, string Text)> lines, long matches)
    {
        var all = lines.Select((line, index) => new LogLine(index + 1, Noon.AddSeconds(line.Second), line.Text, LogChannel.Output)).ToList();
        return new LogSnapshot
        {
            Container = "cron-1",
            Source = "/var/log/cron.log",
            Pattern = "Hello",
            LineCount = all.Count,
            MatchCount = matches,
            Matches = [.. all.Take((int)matches)],
            LastLines = all,
        };
    }

    public static ContainerExit Exit(long code, bool outOfMemory = false, params string[] lines) => new()
    {
        Container = "web-1", ExitCode = code, OutOfMemory = outOfMemory, RanFor = TimeSpan.FromSeconds(10),
        LastLines = [.. lines.Select((line, index) => new LogLine(index + 1, Noon, line, LogChannel.Output))],
    };
}
