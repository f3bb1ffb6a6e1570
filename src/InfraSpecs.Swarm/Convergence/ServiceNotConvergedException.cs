using System.Globalization;

namespace InfraSpecs.Swarm;

/// <summary>A service is not what was waited for, in time or at all: what it was asked to be, or rolled back by itself.</summary>
public sealed class ServiceNotConvergedException : InfraSpecsException
{
    internal ServiceNotConvergedException(string service, Goal goal, string why, TimeSpan? within, TimeSpan elapsed, Placement? placement)
        : base(
            service,
            $"Service \"{service}\" {(within is { } limit ? $"did not {Verb(goal)} within {Seconds(limit)}" : $"cannot {Verb(goal)}")}: {Cause(why, placement)}.",
            placement is null ? ["No manager could be asked."] : [.. placement.ToString().Split('\n')],
            goal == Goal.RolledBack
                ? "see that ServiceOptions.Update has the FailureAction Rollback and a Monitor that is longer than the bad task takes to fail, and that the update is bad."
                : within is null
                ? "mend the cause; waiting longer does not help."
                : "mend the cause, or raise ServiceOptions.ConvergeWithin if it only needs longer. The caller's token was not cancelled.") =>
        (Why, IsHopeless, Elapsed, Placement) = (Cause(why, placement), within is null, elapsed, placement);

    /// <summary>The cause.</summary>
    public string Why { get; }

    /// <summary>The wait was ended before its time, because nothing would have changed.</summary>
    public bool IsHopeless { get; }

    /// <summary>How long it was waited.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>What was seen last; null if no manager could be asked.</summary>
    public Placement? Placement { get; }

    private static string Verb(Goal goal) => goal switch
    {
        Goal.Updated => "finish its update",
        Goal.RolledBack => "roll back by itself",
        _ => "converge",
    };

    private static string Cause(string why, Placement? placement) =>
        placement?.Troubles.Select(it => it.Cause).FirstOrDefault(it => it is not null) is { } cause ? $"{why}; {cause}" : why;

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.##} s");
}
