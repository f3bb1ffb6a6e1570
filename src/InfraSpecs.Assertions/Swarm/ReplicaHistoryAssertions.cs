using System.Globalization;
using FluentAssertions;
using FluentAssertions.Primitives;
using InfraSpecs.Assertions.Internal;
using InfraSpecs.Swarm;

namespace InfraSpecs.Assertions;

/// <summary>Claims about which replicas of a service ran at each moment, as the nodes' engines saw it. A failure names the moment, what did not run
/// then, and what to do; it shows every moment.</summary>
/// <param name="subject">What a watch saw.</param>
public sealed class ReplicaHistoryAssertions(ReplicaHistory subject) : ReferenceTypeAssertions<ReplicaHistory, ReplicaHistoryAssertions>(subject)
{
    /// <inheritdoc/>
    protected override string Identifier => "history";

    private (string, Func<string>) Evidence => ("history", Subject.ToString);

    /// <summary>At no moment did fewer replicas run.</summary>
    /// <param name="replicas">The number, 1 or more.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ReplicaHistoryAssertions> NeverHaveHadFewerThan(int replicas, string because = "", params object[] becauseArgs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(replicas, 1);
        var least = Subject.Least;
        Check.That(
            least.Running.Count >= replicas, (because, becauseArgs), Evidence,
            "Expected {context:history} of {0} never to have had fewer than {1} running replicas{reason}, but it had {2} {3}, and fewer than {1} for {4}{5}.\n  What to do: {6}",
            Subject.Service, replicas, least.Running.Count, Moment(least), Seconds(Subject.TimeBelow(replicas)), new UnquotedText(Down(least)),
                new UnquotedText(ReplicaAdvice.Compose(Subject, least, replicas)));
        return new(this);
    }

    /// <summary>At no moment did more replicas run, and at some moment one did.</summary>
    /// <param name="replicas">The number, 1 or more. With <see cref="UpdateOrder.StartFirst"/> Swarm goes on to the next task while the old one is still to be told to stop, so that for a moment
    /// there may be twice as many as are wanted.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<ReplicaHistoryAssertions> NeverHaveHadMoreThan(int replicas, string because = "", params object[] becauseArgs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(replicas, 1);
        var most = Subject.Most;
        Check.That(
            most.Running.Count > 0, (because, becauseArgs), Evidence,
            "Expected {context:history} of {0} never to have had more than {1} running replicas{reason}, but none ever ran, which proves nothing.", Subject.Service, replicas);
        Check.That(
            most.Running.Count <= replicas, (because, becauseArgs), Evidence,
            "Expected {context:history} of {0} never to have had more than {1} running replicas{reason}, but it had {2} {3}: {4}.",
            Subject.Service, replicas, most.Running.Count, Moment(most), new UnquotedText(string.Join(", ", most.Running.Select(it => $"{it.Task} on {it.Node}"))));
        return new(this);
    }

    private UnquotedText Moment(ReplicaMoment moment) => new(moment.Change is null
        ? "when the watch began"
        : string.Create(CultureInfo.InvariantCulture, $"at {moment.At.UtcDateTime:HH:mm:ss.fff}, {(moment.At - Subject.BeganAt).TotalSeconds:0.000} s after the watch began"));

    private static UnquotedText Seconds(TimeSpan time) => new(FailureText.Seconds(time, 3));

    private static string Down(ReplicaMoment moment) => moment.Down.Count == 0 ? "" : $"; by then {string.Join(", ", moment.Down)}";
}
