namespace InfraSpecs.Cron;

/// <summary>A schedule that cannot be used, or a cron container that is not as it must be for what was asked of it.</summary>
public sealed partial class CronException : InfraSpecsException
{
    private CronException(CronReason reason, string subject, string headline, IEnumerable<string> facts, string advice, Exception? inner = null)
        : base(subject, headline, facts, advice, inner) => Reason = reason;

    /// <summary>Why it was thrown.</summary>
    public CronReason Reason { get; }

    /// <summary>The schedule as it was given; null unless it is <see cref="CronReason.ScheduleInvalid"/>.</summary>
    public string? Schedule { get; private init; }

    /// <summary>By whose rules the schedule was read; null where there is none.</summary>
    public CronDaemon? Daemon { get; private init; }

    /// <summary>What is wrong with the schedule; null where there is none.</summary>
    public CronScheduleError? Error { get; private init; }

    /// <summary>The time zone; null unless the reason is one about zones.</summary>
    public string? Zone { get; private init; }

    /// <summary>All that was found, of which the first is in the message's first line; null unless the reason is <see cref="CronReason.RunsMissing"/>
    /// or <see cref="CronReason.DaemonMissing"/>.</summary>
    public CronDiagnosis? Diagnosis { get; private init; }
}
