using FluentAssertions;
using FluentAssertions.Primitives;
using InfraSpecs.Assertions.Internal;
using InfraSpecs.Swarm;

namespace InfraSpecs.Assertions;

/// <summary>Claims about answers to requests from vantage points. None holds without a request, or where a vantage point could not be asked.</summary>
/// <param name="subject">The answers.</param>
public sealed class HttpAnswersAssertions(HttpAnswers subject) : ReferenceTypeAssertions<HttpAnswers, HttpAnswersAssertions>(subject)
{
    private const int ShownAtMost = 3;

    // Fewer say nothing about how evenly they are spread.
    private const int AnswersForEachTask = 10;

    /// <inheritdoc/>
    protected override string Identifier => "answers";

    private (string, Func<string>) Evidence => ("answers", () => Subject.All.Count + Subject.Lost.Count == 0 ? "none" : Subject.ToString());

    private IEnumerable<HttpSample> Good => Subject.All.Select(it => it.Sample).Where(it => it.IsGood);

    /// <summary>Every request was answered with this status.</summary>
    /// <param name="status">200.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<HttpAnswersAssertions> HaveStatus(int status, string because = "", params object[] becauseArgs)
    {
        Verify($"to have status {status}", it => it.Sample.Status == status && it.Sample.Failure is HttpFailure.None or HttpFailure.Status, it => it.Sample.Outcome, because, becauseArgs);
        return new(this);
    }

    /// <summary>Every answer has this text in the first 128 bytes of its body.</summary>
    /// <param name="text">"Hello Docker!!".</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<HttpAnswersAssertions> HaveBody(string text, string because = "", params object[] becauseArgs)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        Verify(
            $"to have \"{text}\" in the body",
            it => it.Sample.BodyStart?.Contains(text, StringComparison.Ordinal) == true,
            it => it.Sample.Status == 0 ? it.Sample.Outcome : $"{it.Sample.Outcome} with {(it.Sample.BodyStart is { } body ? $"\"{body.TrimEnd()}\"" : "an empty body")}",
            because, becauseArgs);
        return new(this);
    }

    /// <summary>Every running task of a service gave good answers, and nobody else did.</summary>
    /// <param name="placement">Where the service's tasks ran.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<HttpAnswersAssertions> BeServedByEveryTaskOf(Placement placement, string because = "", params object[] becauseArgs)
    {
        Count($"to be served by every task of {placement.Service}", it => it.Replica, placement, null, because, becauseArgs);
        return new(this);
    }

    /// <summary>As <see cref="BeServedByEveryTaskOf"/>, and no task gave more than so many times the answers of another. There must be ten answers for each task.</summary>
    /// <param name="placement">Where the service's tasks ran.</param>
    /// <param name="ratio">The greatest ratio of the most to the fewest; more than 1. Balancing by chance needs room: 3 for a few dozen answers each.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<HttpAnswersAssertions> BeServedEvenlyBy(Placement placement, double ratio, string because = "", params object[] becauseArgs)
    {
        Count($"to be served by the tasks of {placement.Service} within a ratio of {ratio:0.##}", it => it.Replica, placement, ratio, because, becauseArgs);
        return new(this);
    }

    /// <summary>Every running task of a proxy passed good answers on, and nobody else did.</summary>
    /// <param name="placement">Where the proxy's tasks ran.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<HttpAnswersAssertions> BePassedOnByEveryTaskOf(Placement placement, string because = "", params object[] becauseArgs)
    {
        Count($"to be passed on by every task of {placement.Service}", it => it.Proxy, placement, null, because, becauseArgs);
        return new(this);
    }

    /// <summary>As <see cref="BePassedOnByEveryTaskOf"/>, and no task passed on more than so many times the answers of another.</summary>
    /// <param name="placement">Where the proxy's tasks ran.</param>
    /// <param name="ratio">The greatest ratio of the most to the fewest; more than 1.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<HttpAnswersAssertions> BePassedOnEvenlyBy(Placement placement, double ratio, string because = "", params object[] becauseArgs)
    {
        Count($"to be passed on by the tasks of {placement.Service} within a ratio of {ratio:0.##}", it => it.Proxy, placement, ratio, because, becauseArgs);
        return new(this);
    }

    [CustomAssertion]
    private void Count(string claim, Func<HttpSample, string?> who, Placement placement, double? ratio, string because, object[] becauseArgs)
    {
        if (ratio is { } least) ArgumentOutOfRangeException.ThrowIfLessThan(least, 1, nameof(ratio));
        RefuseNothing(claim, because, becauseArgs);
        var census = new ReplicaCensus(Good.Select(who), placement);
        var first = Subject.All.FirstOrDefault(it => !it.Sample.IsGood);
        var wrong = census.Total == 0 && first is not null ? $"no request had a good answer: {first}" : census.Wrong;
        Check.That(
            wrong is null, (because, becauseArgs), Evidence, "Expected {context:answers} {0}{reason}, but {1}.{2}", new UnquotedText(claim), new UnquotedText(wrong ?? ""),
            GatewayAdvice.For(Subject.All.Select(it => it.Sample)));
        if (ratio is not { } most) return;

        var counts = census.Tasks.OrderBy(it => it.Count).ToList();
        Check.That(
            census.Total >= AnswersForEachTask * counts.Count, (because, becauseArgs), Evidence,
            "Expected {context:answers} {0}{reason}, but {1} answers are too few to tell with {2} tasks; ask for {3} or more.",
            new UnquotedText(claim), census.Total, counts.Count, AnswersForEachTask * counts.Count);
        var (few, many) = (counts[0], counts[^1]);
        Check.That(
            many.Count <= most * few.Count, (because, becauseArgs), Evidence,
            "Expected {context:answers} {0}{reason}, but {1} on {2} gave {3} and {4} on {5} gave {6}.",
            new UnquotedText(claim), new UnquotedText(many.Task.Name), new UnquotedText(many.Task.Node), many.Count, new UnquotedText(few.Task.Name), new UnquotedText(few.Task.Node), few.Count);
    }

    [CustomAssertion]
    private void Verify(string claim, Func<HttpAnswer, bool> holds, Func<HttpAnswer, string> seen, string because, object[] becauseArgs)
    {
        RefuseNothing(claim, because, becauseArgs);
        var wrong = Subject.All.Where(it => !holds(it)).GroupBy(it => (it.Point, Seen: seen(it))).ToList();
        var texts = wrong.Take(ShownAtMost).Select(it => $"{it.Key.Point} got {it.Key.Seen} ({it.Count()} of {Subject.All.Count(answer => answer.Point == it.Key.Point)})");
        Check.That(
            wrong.Count == 0, (because, becauseArgs), Evidence,
            "Expected {context:answers} {0}{reason}, but {1}{2}.{3}", new UnquotedText(claim), new UnquotedText(string.Join("; ", texts)), new UnquotedText(wrong.Count > ShownAtMost ? "; …" : ""),
            GatewayAdvice.For(wrong.SelectMany(it => it).Select(it => it.Sample)));
    }

    [CustomAssertion]
    private void RefuseNothing(string claim, string because, object[] becauseArgs)
    {
        Check.That(
            Subject.Lost.Count == 0, (because, becauseArgs), Evidence,
            "Expected {context:answers} {0}{reason}, but {1} could not be asked: {2}.",
            new UnquotedText(claim), new UnquotedText(string.Join(", ", Subject.Lost.Keys.Order(StringComparer.Ordinal))), new UnquotedText(Subject.Lost.Values.FirstOrDefault() ?? ""));
        Check.That(
            Subject.All.Count > 0, (because, becauseArgs), Evidence,
            "Expected {context:answers} {0}{reason}, but nobody asked, which proves nothing.", new UnquotedText(claim));
    }
}
