using FluentAssertions;
using FluentAssertions.Primitives;
using InfraSpecs.Assertions.Internal;
using InfraSpecs.Swarm;

namespace InfraSpecs.Assertions;

/// <summary>Claims about what became of a probe's requests. None holds where the probe itself was lost, or made too few requests to judge.</summary>
/// <param name="subject">The report.</param>
public sealed class HttpProbeReportAssertions(HttpProbeReport subject) : ReferenceTypeAssertions<HttpProbeReport, HttpProbeReportAssertions>(subject)
{
    private const int KindsShown = 4;

    /// <inheritdoc/>
    protected override string Identifier => "report";

    private (string, Func<string>) Evidence => ("report", Subject.ToString);

    private string Kinds => string.Join(", ", Subject.Failures.Take(KindsShown).Select(it => $"{it.Outcome} ({it.Count})"));

    /// <summary>No request failed: each had a whole answer in time, with a status below 400.</summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<HttpProbeReportAssertions> HaveHadNoDowntime(string because = "", params object[] becauseArgs)
    {
        RefuseWhatProvesNothing("to have had no downtime", because, becauseArgs);
        Check.That(
            Subject.Failed == 0, (because, becauseArgs), Evidence,
            "Expected {context:report} to have had no downtime{reason}, but {0} of {1} requests failed ({2}): {3}.{4}",
            (long)Subject.Failed, (long)Subject.Total, new UnquotedText(Kinds), new UnquotedText(Subject.LongestGap.ToString()), GatewayAdvice.For(Subject.Samples.Where(it => !it.IsGood)));
        return new(this);
    }

    /// <summary>There was never a longer time without a good answer. The probe must have asked often enough to tell: at least twice in that time.</summary>
    /// <param name="longest">How long at most.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<HttpProbeReportAssertions> HaveHadGapOfAtMost(TimeSpan longest, string because = "", params object[] becauseArgs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(longest, TimeSpan.Zero);
        var claim = $"to have had no gap longer than {Shown(longest)}";
        RefuseWhatProvesNothing(claim, because, becauseArgs);
        Check.That(
            longest.TotalSeconds * Subject.RequestsPerSecond >= 2, (because, becauseArgs), Evidence,
            "Expected {context:report} {0}{reason}, but with {1} requests a second that cannot be told; ask more often.", new UnquotedText(claim), new UnquotedText($"{Subject.RequestsPerSecond:0.##}"));
        Check.That(
            Subject.LongestGap.Length <= longest, (because, becauseArgs), Evidence,
            "Expected {context:report} {0}{reason}, but there was {1}.{2}",
            new UnquotedText(claim), new UnquotedText(Subject.LongestGap.ToString()), GatewayAdvice.For(Subject.Samples.Where(it => !it.IsGood)));
        return new(this);
    }

    /// <summary>At each moment at least so many replicas served: in every time of the given length, wherever it begins, so many gave good answers.</summary>
    /// <param name="replicas">How many, 1 or more, by <see cref="HttpProbeOptions.ReplicaHeader"/>.</param>
    /// <param name="window">How long a moment is: enough for several requests to each replica, since balancing is no strict turn.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<HttpProbeReportAssertions> HaveBeenServedByAtLeast(int replicas, TimeSpan window, string because = "", params object[] becauseArgs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(replicas, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(window, TimeSpan.Zero);
        var claim = $"to have been served by at least {replicas} replicas within any {Shown(window)}";
        RefuseWhatProvesNothing(claim, because, becauseArgs);
        var fewest = Subject.FewestReplicasWithin(window);
        Check.That(
            fewest is not null, (because, becauseArgs), Evidence,
            "Expected {context:report} {0}{reason}, but the probe ran for {1} only, which proves nothing.", new UnquotedText(claim), new UnquotedText(Shown(Subject.Duration)));
        Check.That(
            window.TotalSeconds * Subject.RequestsPerSecond >= 2 * replicas, (because, becauseArgs), Evidence,
            "Expected {context:report} {0}{reason}, but with {1} requests a second that cannot be told; ask more often, or take a longer time.",
            new UnquotedText(claim), new UnquotedText($"{Subject.RequestsPerSecond:0.##}"));
        Check.That(
            Subject.Replicas.Count > 0 || Subject.Failed == Subject.Total, (because, becauseArgs), Evidence,
            "Expected {context:report} {0}{reason}, but no answer says who gave it; set HttpProbeOptions.ReplicaHeader to a header that does.", new UnquotedText(claim));
        Check.That(
            fewest!.Replicas.Count >= replicas, (because, becauseArgs), Evidence,
            "Expected {context:report} {0}{reason}, but from {1} to {2} {3}{4}.",
            new UnquotedText(claim), new UnquotedText(At(fewest.From)), new UnquotedText(At(fewest.To)), new UnquotedText(Few(fewest)), new UnquotedText(After(fewest.To)));
        return new(this);
    }

    /// <summary>So many in a hundred requests took no longer, from when they were due.</summary>
    /// <param name="percent">More than 0, up to 100.</param>
    /// <param name="longest">How long at most.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<HttpProbeReportAssertions> HaveLatencyOfAtMost(double percent, TimeSpan longest, string because = "", params object[] becauseArgs)
    {
        var claim = $"to have answered {percent:0.##} % of requests within {Shown(longest)}";
        RefuseWhatProvesNothing(claim, because, becauseArgs);
        var found = Subject.Percentile(percent);
        var slowest = Subject.Samples.MaxBy(it => it.Latency);
        Check.That(
            found <= longest, (because, becauseArgs), Evidence,
            "Expected {context:report} {0}{reason}, but they took {1}; the slowest was due at {2} and took {3} ({4}).",
            new UnquotedText(claim), new UnquotedText(Shown(found)), new UnquotedText(At(slowest.DueAt)), new UnquotedText(Shown(slowest.Latency)), new UnquotedText(slowest.Outcome));
        return new(this);
    }

    /// <summary>Every running task of a service gave good answers, and nobody else did.</summary>
    /// <param name="placement">Where the service's tasks ran.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<HttpProbeReportAssertions> HaveBeenServedByEveryTaskOf(Placement placement, string because = "", params object[] becauseArgs)
    {
        Count("to have been served by every task of", it => it.Replica, placement, because, becauseArgs);
        return new(this);
    }

    /// <summary>Every running task of a service passed good answers on, and nobody else did.</summary>
    /// <param name="placement">Where the proxy's tasks ran.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<HttpProbeReportAssertions> HaveBeenPassedOnByEveryTaskOf(Placement placement, string because = "", params object[] becauseArgs)
    {
        Count("to have been passed on by every task of", it => it.Proxy, placement, because, becauseArgs);
        return new(this);
    }

    [CustomAssertion]
    private void Count(string verb, Func<HttpSample, string?> who, Placement placement, string because, object[] becauseArgs)
    {
        var claim = $"{verb} {placement.Service}";
        RefuseWhatProvesNothing(claim, because, becauseArgs);
        var census = new ReplicaCensus(Subject.Samples.Where(it => it.IsGood).Select(who), placement);
        Check.That(census.Wrong is null, (because, becauseArgs), Evidence, "Expected {context:report} {0}{reason}, but {1}.{2}",
            new UnquotedText(claim), new UnquotedText(census.Wrong ?? ""), GatewayAdvice.For(Subject.Samples.Where(it => !it.IsGood)));
    }

    [CustomAssertion]
    private void RefuseWhatProvesNothing(string claim, string because, object[] becauseArgs)
    {
        Check.That(
            Subject.Lost is null, (because, becauseArgs), Evidence,
            "Expected {context:report} {0}{reason}, but the probe itself was lost after {1}: {2}",
            new UnquotedText(claim), new UnquotedText(Shown(Subject.Lost?.At ?? default)), new UnquotedText(Subject.Lost?.Why ?? ""));
        Check.That(
            Subject.Total >= HttpProbeReport.FewestToJudge, (because, becauseArgs), Evidence,
            "Expected {context:report} {0}{reason}, but {1}, which proves nothing; let the probe run longer (WaitForRequestsAsync).",
            new UnquotedText(claim), new UnquotedText(Subject.Total switch { 0 => "no request has ended", 1 => "only 1 request has ended", var total => $"only {total} requests have ended" }));
    }

    private static string Few(HttpReplicaWindow window) => window switch
    {
        { Answers: 0 } => "nobody answered",
        { Replicas.Count: 0 } => $"{window.Answers} answers did not say who gave them",
        _ => $"only {window.Replicas.Count} did: {string.Join(", ", window.Replicas)}",
    };

    private string After(TimeSpan time) => Subject.Marks.LastOrDefault(it => it.At <= time) is { } mark ? $" (the last before: '{mark.What}', at {At(mark.At)})" : "";

    private static string At(TimeSpan time) => FailureText.Seconds(time, 2);

    private static string Shown(TimeSpan time) => time.TotalSeconds < 1 ? Invariant($"{time.TotalMilliseconds:0.#} ms") : Invariant($"{time.TotalSeconds:0.##} s");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
