namespace InfraSpecs.Cron;

/// <summary>What a clock on the wall shows in a zone. Daemons compare schedules with that, minute by minute.</summary>
internal static class WallClock
{
    /// <summary>The minute that has begun.</summary>
    public static DateTime MinuteAt(DateTimeOffset instant, TimeZoneInfo zone)
    {
        var shown = TimeZoneInfo.ConvertTime(instant, zone).DateTime;
        return shown.AddTicks(-(shown.Ticks % TimeSpan.TicksPerMinute));
    }

    /// <summary>The next instant at which a minute begins.</summary>
    public static DateTimeOffset NextMinute(DateTimeOffset instant) =>
        instant.AddTicks(TimeSpan.TicksPerMinute - (instant.Ticks % TimeSpan.TicksPerMinute));
}
