namespace InfraSpecs.Cron;

/// <summary>When clocks change in each year, as TZ says it: "M10.5.0/3", "J60", "59/-1:30" (tzset(3)).</summary>
/// <param name="Kind">'M' for a day of the week; 'J' for a day of the year without 29 February, from 1; '0' for one with it, from 0.</param>
/// <param name="Month">Of 'M': 1 to 12.</param>
/// <param name="Week">Of 'M': 1 to 4; 5 for the last.</param>
/// <param name="Day">Of 'M' the day of the week, 0 for Sunday; otherwise the day of the year.</param>
/// <param name="Time">When on that day; below zero and beyond 24 h too.</param>
internal readonly record struct PosixRule(char Kind, int Month, int Week, int Day, TimeSpan Time)
{
    /// <summary>When it happens, as if the wall clock showed UTC.</summary>
    public DateTime In(int year) => DateTime.SpecifyKind(DayIn(year) + Time, DateTimeKind.Utc);

    private DateTime DayIn(int year)
    {
        if (Kind == '0') return new DateTime(year, 1, 1).AddDays(Day);
        if (Kind == 'J') return new DateTime(year, 1, 1).AddDays(Day - 1 + (Day >= 60 && DateTime.IsLeapYear(year) ? 1 : 0));
        var first = new DateTime(year, Month, 1);
        var day = first.AddDays(((Day - (int)first.DayOfWeek + 7) % 7) + (7 * (Week - 1)));
        return day.Month == Month ? day : day.AddDays(-7);
    }
}
