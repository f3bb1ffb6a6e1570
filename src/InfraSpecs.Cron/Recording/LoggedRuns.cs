namespace InfraSpecs.Cron;

/// <summary>Runs that are known by their log's lines only.</summary>
internal static class LoggedRuns
{
    public static CronRuns Read(LogSnapshot log, string because) => new()
    {
        Container = log.Container,
        All = [.. log.Matches.Select((line, index) => new CronRun { Number = log.MatchCount - log.Matches.Count + index + 1, StartedAt = line.ArrivedAt, Output = line.Text })],
        Count = log.MatchCount,
        Daemon = null,
        Zone = TimeZoneInfo.Utc,
        Spans = [],
        Log = log,
        NotRecordedBecause = because,
    };
}
