namespace InfraSpecs.Cron;

/// <summary>What is wrong with a schedule.</summary>
/// <param name="Field">The field that is wrong; null where it is the whole schedule.</param>
/// <param name="Value">What stands there: "61".</param>
/// <param name="Reason">Why that is not possible, in half a sentence.</param>
/// <param name="Allowed">What is possible: "0 to 59 or *, also as 0,30 or 10-20 or */5".</param>
public sealed record CronScheduleError(CronScheduleField? Field, string Value, string Reason, string Allowed)
{
    /// <summary>"minute 61: it is out of range; a minute is 0 to 59, …".</summary>
    public string Sentence => $"{Name} {Value}: {Reason}; {(Field is CronScheduleField.Hour ? "an" : "a")} {Name} is {Allowed}.";

    /// <summary>"minute", "day of month"; "schedule" where it is the whole.</summary>
    internal string Name => Field switch
    {
        CronScheduleField.Minute => "minute",
        CronScheduleField.Hour => "hour",
        CronScheduleField.DayOfMonth => "day of month",
        CronScheduleField.Month => "month",
        CronScheduleField.DayOfWeek => "day of week",
        _ => "schedule",
    };

    /// <inheritdoc/>
    public override string ToString() => Sentence;
}
