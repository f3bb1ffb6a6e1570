using FluentAssertions;
using FluentAssertions.Primitives;
using InfraSpecs.Assertions.Internal;
using InfraSpecs.Cron;

namespace InfraSpecs.Assertions;

/// <summary>Claims about the runs of a container's cron jobs.</summary>
/// <param name="subject">The runs as they were.</param>
public sealed class CronRunsAssertions(CronRuns subject) : ReferenceTypeAssertions<CronRuns, CronRunsAssertions>(subject)
{
    private readonly CronRunsText _text = new(subject);

    /// <inheritdoc/>
    protected override string Identifier => "cron runs";

    private (string, Func<string>) Evidence => ("cron runs", () => _text.Evidence);

    /// <summary>Exactly so many runs, those that have not ended among them.</summary>
    /// <param name="expected">The number, 1 or more.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<CronRunsAssertions> HaveRuns(long expected, string because = "", params object[] becauseArgs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(expected, 1);
        Verify(
            Subject.Count == expected, (because, becauseArgs), Evidence,
            "Expected {context:cron runs} of {0} to have {1} runs{reason}, but found {2}.", Subject.Container, expected, Subject.Count);
        return new(this);
    }

    /// <summary>So many runs, or more.</summary>
    /// <inheritdoc cref="HaveRuns"/>
    [CustomAssertion]
    public AndConstraint<CronRunsAssertions> HaveAtLeastRuns(long expected, string because = "", params object[] becauseArgs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(expected, 1);
        Verify(
            Subject.Count >= expected, (because, becauseArgs), Evidence,
            "Expected {context:cron runs} of {0} to have at least {1} runs{reason}, but found {2}.", Subject.Container, expected, Subject.Count);
        return new(this);
    }

    /// <summary>None began, while the daemon ran and time passed. Without either it proves nothing, and fails.</summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<CronRunsAssertions> HaveNoRuns(string because = "", params object[] becauseArgs)
    {
        BeRecorded("to be none", because, becauseArgs);
        Verify(
            Subject.Spans.Any(it => it.To > it.From), (because, becauseArgs), Evidence,
            "Expected {context:cron runs} of {0} to be none{reason}, but no daemon ran while time passed, so that this proves nothing.", Subject.Container);
        Verify(
            Subject.Count == 0, (because, becauseArgs), Evidence,
            "Expected {context:cron runs} of {0} to be none{reason}, but found {1}, first {2}.", Subject.Container, Subject.Count, new UnquotedText(Subject.All is [var first, ..] ? _text.Run(first) : ""));
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
        Verify(
            Subject.All.Count >= 2, (because, becauseArgs), Evidence,
            "Expected {context:cron runs} of {0} to be {1} apart{reason}, but with fewer than two runs there is nothing to compare.",
            Subject.Container, interval);
        foreach (var (gap, later) in Subject.Gaps.Zip(Subject.All.Skip(1)))
        {
            Verify(
                (gap - interval).Duration() <= tolerance, (because, becauseArgs), Evidence,
                "Expected {context:cron runs} of {0} to be {1} apart, give or take {2}{reason}, but run {3} came {4} after the one before it.",
                Subject.Container, interval, tolerance, later.Number, gap);
        }

        return new(this);
    }

    /// <summary>
    /// The job ran whenever it was due while the container's clock went on, once each time and no other, as the daemon that runs it reads
    /// the schedule and goes through jumps of the clock and daylight saving. Time in which nothing was due proves nothing, and fails.
    /// </summary>
    /// <param name="schedule">As in a crontab: "*/5 * * * *", "@daily". The claim is about one job: of several, take one with
    /// <see cref="CronRuns.ForJob"/>.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    /// <exception cref="CronException">The daemon would not take that schedule.</exception>
    [CustomAssertion]
    public AndConstraint<CronRunsAssertions> FollowSchedule(string schedule, string because = "", params object[] becauseArgs)
    {
        var due = CronSchedule.Parse(schedule, Subject.Daemon ?? CronDaemon.Debian);
        BeRecorded($"to follow {schedule}", because, becauseArgs);
        Verify(
            Subject.Daemon is not null, (because, becauseArgs), Evidence,
            "Expected {context:cron runs} of {0} to follow {1}{reason}, but no cron daemon that is known here has started in it.", Subject.Container, new UnquotedText(schedule));
        var jobs = Subject.All.Select(it => it.Command).Distinct().ToList();
        Verify(
            jobs.Count <= 1, (because, becauseArgs), ("cron runs", () => CronRunsText.Lines(jobs, it => "| " + CommandText.WithoutSecrets(it!))),
            "Expected {context:cron runs} of {0} to follow {1}{reason}, but they are of {2} jobs, and a schedule is one job's: take one with runs.ForJob(\"a part of its command\"), or set CronOptions.Job.",
            Subject.Container, new UnquotedText(schedule), (long)jobs.Count);

        var report = Subject.CompareWith(due);
        var shown = new ScheduleReportText(report, Subject);
        Verify(
            report.WasDue, (because, becauseArgs), ("cron runs", () => shown.Instants),
            "Expected {context:cron runs} of {0} to follow {1}{reason}, but {2}.", Subject.Container, new UnquotedText(schedule), new UnquotedText(report.WasDue ? "" : shown.NothingDue));
        Verify(
            report.IsFollowed, (because, becauseArgs), ("cron runs", () => shown.Instants),
            "Expected {context:cron runs} of {0} to follow {1}{reason}, but {2}.", Subject.Container, new UnquotedText(schedule), new UnquotedText(report.IsFollowed ? "" : shown.Wrong));
        return new(this);
    }

    /// <summary>Each run ended, with exit code 0, and left nothing out, as run-parts does without a word (<see cref="CronRun.LeftOut"/>). No run at
    /// all proves nothing, and fails.</summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<CronRunsAssertions> HaveSucceeded(string because = "", params object[] becauseArgs)
    {
        BeRecorded("to have succeeded", because, becauseArgs);
        BeSome("to have succeeded", because, becauseArgs);
        var failed = Subject.All.Where(it => it.ExitCode != 0 || it.LeftOut is not null).ToList();
        Verify(
            failed.Count == 0, (because, becauseArgs), ("runs that failed", () => CronRunsText.Lines(failed, it => "| " + _text.Run(it))),
            "Expected {context:cron runs} of {0} to have succeeded{reason}, but {1} of {2} did not: {3}.",
            Subject.Container, (long)failed.Count, (long)Subject.All.Count, new UnquotedText(failed.Count == 0 ? "" : _text.Run(failed[0])));
        return new(this);
    }

    /// <summary>Each run ended, with another exit code than 0 or by a signal. No run at all proves nothing, and fails.</summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<CronRunsAssertions> HaveFailed(string because = "", params object[] becauseArgs)
    {
        BeRecorded("to have failed", because, becauseArgs);
        BeSome("to have failed", because, becauseArgs);
        var others = Subject.All.Where(it => it is { Signal: null, ExitCode: null or 0 }).ToList();
        Verify(
            others.Count == 0, (because, becauseArgs), ("runs that did not fail", () => CronRunsText.Lines(others, it => "| " + _text.Run(it))),
            "Expected {context:cron runs} of {0} to have failed{reason}, but {1} of {2} did not: {3}.",
            Subject.Container, (long)others.Count, (long)Subject.All.Count, new UnquotedText(others.Count == 0 ? "" : _text.Run(others[0])));
        return new(this);
    }

    /// <summary>No run of a job began before its run before that had ended, by the container's clock: while that goes at x60, a second of
    /// work takes a minute of it. Fewer than two runs prove nothing, and fail.</summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<CronRunsAssertions> NotOverlap(string because = "", params object[] becauseArgs)
    {
        BeRecorded("not to overlap", because, becauseArgs);
        Verify(
            Subject.All.Count >= 2, (because, becauseArgs), Evidence,
            "Expected {context:cron runs} of {0} not to overlap{reason}, but with fewer than two runs there is nothing to compare.", Subject.Container);
        foreach (var job in Subject.All.GroupBy(it => (it.User, it.Command)))
        {
            foreach (var (earlier, later) in job.Zip(job.Skip(1)))
            {
                Verify(
                    earlier.WasInterrupted || earlier.EndedAt <= later.StartedAt, (because, becauseArgs), Evidence,
                    "Expected {context:cron runs} of {0} not to overlap{reason}, but run {1} of '{2}' began at {3}, and run {4} of it {5}.",
                    Subject.Container, later.Number, new UnquotedText(CronRunsText.Command(later)), new UnquotedText(_text.Time(later.StartedAt)), earlier.Number,
                    new UnquotedText((earlier.EndedAt is { } end ? $"ended at {_text.Time(end)}" : "has not ended") + _text.AtSpeed(earlier)));
            }
        }

        return new(this);
    }

    /// <summary>Each run ended within a time, by the container's clock: while that goes at x60, a second of work takes a minute of it. No run
    /// at all proves nothing, and fails.</summary>
    /// <param name="longest">The time.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<CronRunsAssertions> HaveTakenAtMost(TimeSpan longest, string because = "", params object[] becauseArgs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(longest, TimeSpan.Zero);
        BeRecorded($"to have taken at most {FailureText.Duration(longest)}", because, becauseArgs);
        BeSome($"to have taken at most {FailureText.Duration(longest)}", because, becauseArgs);
        foreach (var run in Subject.All)
        {
            Verify(
                run.Duration <= longest, (because, becauseArgs), Evidence,
                "Expected {context:cron runs} of {0} to have taken at most {1}{reason}, but run {2} of '{3}' {4}.",
                Subject.Container, longest, run.Number, new UnquotedText(CronRunsText.Command(run)),
                new UnquotedText(run.Duration is { } took ? $"took {FailureText.Duration(took)}" : "has not ended"));
        }

        return new(this);
    }

    [CustomAssertion]
    private void BeRecorded(string claim, string because, object[] becauseArgs) => Verify(
        Subject.NotRecordedBecause is null, (because, becauseArgs), Evidence,
        "Expected {context:cron runs} of {0} {1}{reason}, but they were not recorded: {2}.", Subject.Container, new UnquotedText(claim), new UnquotedText(Subject.NotRecordedBecause ?? ""));

    [CustomAssertion]
    private void BeSome(string claim, string because, object[] becauseArgs) => Verify(
        Subject.All.Count > 0, (because, becauseArgs), Evidence,
        "Expected {context:cron runs} of {0} {1}{reason}, but there was no run at all.", Subject.Container, new UnquotedText(claim));

    /// <summary>The cause, where one is known, ends the message's first line.</summary>
    [CustomAssertion]
    private void Verify(bool condition, (string, object[]) because, (string, Func<string>) evidence, string message, params object[] args)
    {
        if (Subject.Diagnosis?.Headline is { } cause) (message, args) = ($"{message[..^1]}: {{{args.Length}}}.", [.. args, new UnquotedText(cause)]);
        Check.That(condition, because, evidence, message, args);
    }
}
