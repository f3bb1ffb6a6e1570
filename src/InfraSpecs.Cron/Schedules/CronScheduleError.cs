namespace InfraSpecs.Cron;

/// <summary>What is wrong with a schedule.</summary>
/// <param name="Field">"minute", "hour", "day of month", "month" or "day of week"; "schedule" where it is the whole.</param>
/// <param name="Value">What stands there: "61".</param>
/// <param name="Reason">Why that is not possible, in half a sentence.</param>
/// <param name="Allowed">What is: "0 to 59, *, lists as 0,30, ranges as 10-20, steps as */5".</param>
public sealed record CronScheduleError(string Field, string Value, string Reason, string Allowed)
{
    /// <summary>"minute 61: it is out of range; a minute is 0 to 59, …".</summary>
    public string Sentence => $"{Field} {Value}: {Reason}; {(Field == "hour" ? "an" : "a")} {Field} is {Allowed}.";

    /// <inheritdoc/>
    public override string ToString() => Sentence;
}
