namespace InfraSpecs.Cron;

/// <summary>The fields of a schedule, first to last.</summary>
public enum CronScheduleField
{
    /// <summary>0 to 59.</summary>
    Minute,

    /// <summary>0 to 23.</summary>
    Hour,

    /// <summary>1 to 31.</summary>
    DayOfMonth,

    /// <summary>1 to 12, or "jan" to "dec".</summary>
    Month,

    /// <summary>0 to 7, of which 0 and 7 are Sunday, or "sun" to "sat".</summary>
    DayOfWeek,
}
