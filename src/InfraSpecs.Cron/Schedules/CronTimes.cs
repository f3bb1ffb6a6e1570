namespace InfraSpecs.Cron;

/// <summary>Whole minutes, by which daemons live.</summary>
internal static class CronTimes
{
    /// <summary>The beginning of the minute that an instant is in.</summary>
    public static DateTimeOffset Minute(this DateTimeOffset instant) => instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMinute));

    /// <summary>The later of two instants.</summary>
    public static DateTimeOffset OrLater(this DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
