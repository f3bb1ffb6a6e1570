using FluentAssertions;
using FluentAssertions.Primitives;
using InfraSpecs.Assertions.Internal;
using InfraSpecs.Cron;

namespace InfraSpecs.Assertions;

/// <summary>Claims about the runs of a cron job.</summary>
/// <param name="subject">The runs as they were.</param>
public sealed class CronRunsAssertions(CronRuns subject) : ReferenceTypeAssertions<CronRuns, CronRunsAssertions>(subject)
{
    /// <inheritdoc/>
    protected override string Identifier => "cron runs";

    private (string, Func<string>) Evidence => ("cron log", () => $"{Subject.Log.Describe()}\n{Times()}".TrimEnd());

    /// <summary>Exactly so many runs.</summary>
    /// <param name="expected">The number, 1 or more.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<CronRunsAssertions> HaveRuns(long expected, string because = "", params object[] becauseArgs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(expected, 1);
        Claim.Verify(
            Subject.Count == expected, (because, becauseArgs), Evidence,
            "Expected {context:cron runs} of {0} to have {1} runs{reason}, but found {2}.", Subject.Log.Container, expected, Subject.Count);
        return new(this);
    }

    /// <summary>So many runs, or more.</summary>
    /// <inheritdoc cref="HaveRuns"/>
    [CustomAssertion]
    public AndConstraint<CronRunsAssertions> HaveAtLeastRuns(long expected, string because = "", params object[] becauseArgs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(expected, 1);
        Claim.Verify(
            Subject.Count >= expected, (because, becauseArgs), Evidence,
            "Expected {context:cron runs} of {0} to have at least {1} runs{reason}, but found {2}.", Subject.Log.Container, expected, Subject.Count);
        return new(this);
    }

    /// <summary>Each run came one interval after the one before it. Fewer than two runs prove nothing, and fail.</summary>
    /// <param name="interval">The schedule's.</param>
    /// <param name="tolerance">How far off each may be.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<CronRunsAssertions> BeSpacedBy(
        TimeSpan interval, TimeSpan tolerance, string because = "", params object[] becauseArgs)
    {
        Claim.Verify(
            Subject.All.Count >= 2, (because, becauseArgs), Evidence,
            "Expected {context:cron runs} of {0} to be {1} apart{reason}, but with fewer than two runs there is nothing to compare.",
            Subject.Log.Container, interval);
        foreach (var (gap, later) in Subject.Gaps.Zip(Subject.All.Skip(1)))
        {
            Claim.Verify(
                (gap - interval).Duration() <= tolerance, (because, becauseArgs), Evidence,
                "Expected {context:cron runs} of {0} to be {1} apart, give or take {2}{reason}, but run {3} came {4} after run {5}.",
                Subject.Log.Container, interval, tolerance, later.Number, gap, later.Number - 1);
        }

        return new(this);
    }

    private string Times() => Subject.All.Count == 0
        ? ""
        : "The last runs were seen at " + string.Join(", ", Subject.All.TakeLast(5).Select(run => $"{run.StartedAt:HH:mm:ss.fff}")) + " UTC";
}
