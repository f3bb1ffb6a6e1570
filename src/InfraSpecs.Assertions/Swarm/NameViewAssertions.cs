using FluentAssertions;
using FluentAssertions.Primitives;
using InfraSpecs.Assertions.Internal;
using InfraSpecs.Swarm;

namespace InfraSpecs.Assertions;

/// <summary>Claims about what a name meant at each vantage point. None holds without a vantage point.</summary>
/// <param name="subject">The view.</param>
public sealed class NameViewAssertions(NameView subject) : ReferenceTypeAssertions<NameView, NameViewAssertions>(subject)
{
    /// <inheritdoc/>
    protected override string Identifier => "view";

    private (string, Func<string>) Evidence => ("view", () => Subject.Answers.Count == 0 ? "nothing" : Subject.ToString());

    /// <summary>The name has an address at every vantage point.</summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<NameViewAssertions> ResolveEverywhere(string because = "", params object[] becauseArgs)
    {
        Verify("to resolve everywhere", Subject.Answers.Where(it => it.Outcome != NameOutcome.Found).Select(Seen), because, becauseArgs);
        return new(this);
    }

    /// <summary>The name has no address at any vantage point: the name server says so each time. One that does not answer proves nothing, and fails.</summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<NameViewAssertions> ResolveNowhere(string because = "", params object[] becauseArgs)
    {
        Verify(
            "to resolve nowhere",
            Subject.Answers.Where(it => it.Outcome != NameOutcome.Unknown).Select(it => it.Outcome == NameOutcome.Found ? Seen(it) : $"{Seen(it)}, which proves nothing"),
            because, becauseArgs);
        return new(this);
    }

    /// <summary>At every vantage point the name means the running tasks of a service, all of them and nothing else.</summary>
    /// <param name="placement">Where the service's tasks ran.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<NameViewAssertions> ResolveToTasksOf(Placement placement, string because = "", params object[] becauseArgs)
    {
        var claim = $"to resolve to the {placement.Running.Count} running tasks of {placement.Service}";
        Claim.Verify(
            placement.Running.Count > 0, (because, becauseArgs), Evidence,
            "Expected name {0} to resolve to the running tasks of {1}{reason}, but no task of it runs, which proves nothing.", new Plain(Subject.Name), new Plain(placement.Service));
        var elsewhere = placement.Running.Where(it => AddressesOf(it).Count == 0).ToList();
        Claim.Verify(
            elsewhere.Count == 0, (because, becauseArgs), Evidence,
            "Expected name {0} {1}{reason}, but {2} is not in network {3}; it is in {4}.",
            new Plain(Subject.Name), new Plain(claim), new Plain(elsewhere is [var first, ..] ? first.Name : ""), new Plain(Subject.Network ?? "?"),
            new Plain(elsewhere is [{ Addresses.Count: > 0 } other, ..] ? string.Join(", ", other.Addresses.Keys.Order(StringComparer.Ordinal)) : "none"));
        Verify(claim, Subject.Answers.SelectMany(it => Differences(it, placement)), because, becauseArgs);
        return new(this);
    }

    private IEnumerable<string> Differences(NameAnswer answer, Placement placement)
    {
        if (answer.Outcome != NameOutcome.Found)
        {
            yield return Seen(answer);
            yield break;
        }

        var missing = placement.Running.Where(task => !AddressesOf(task).Intersect(answer.Addresses).Any()).Select(it => $"{it.Name} ({string.Join(", ", AddressesOf(it))} on {it.Node})").ToList();
        if (missing.Count > 0) yield return $"{answer.Point} does not see {string.Join(" and ", missing)}";
        foreach (var address in answer.Addresses.Where(it => !placement.Running.Any(task => AddressesOf(task).Contains(it))))
        {
            var former = placement.Tasks.Where(it => AddressesOf(it).Contains(address)).MaxBy(it => it.CreatedAt);
            yield return $"{answer.Point} sees {address}, which {(former is null ? $"is no task of {placement.Service}" : $"is {former.Name}, {former.State.ToString().ToLowerInvariant()}{(placement.Nodes.WithId(former.NodeId) is { IsReady: false } lost ? $" on {lost.Name}, which is {lost.State}" : "")}")}";
        }
    }

    private IReadOnlyList<string> AddressesOf(TaskFacts task) => Subject.Network is { } network
        ? task.Addresses.TryGetValue(network, out var address) ? [address] : []
        : [.. task.Addresses.Values];

    private static string Seen(NameAnswer answer) => answer.Outcome switch
    {
        NameOutcome.Found => $"{answer.Point} sees {string.Join(", ", answer.Addresses)}",
        NameOutcome.Unknown => $"{answer.Point} sees no such name",
        NameOutcome.Failed => $"on {answer.Point} the name server failed",
        NameOutcome.Timeout => $"on {answer.Point} the name server did not answer",
        _ => $"{answer.Point} could not be asked ({answer.Said})",
    };

    [CustomAssertion]
    private void Verify(string claim, IEnumerable<string> wrong, string because, object[] becauseArgs)
    {
        Claim.Verify(
            Subject.Answers.Count > 0, (because, becauseArgs), Evidence,
            "Expected name {0} {1}{reason}, but nobody looked, which proves nothing.", new Plain(Subject.Name), new Plain(claim));
        var all = wrong.ToList();
        Claim.Verify(
            all.Count == 0, (because, becauseArgs), Evidence,
            "Expected name {0} {1}{reason}, but {2}.", new Plain(Subject.Name), new Plain(claim), new Plain(string.Join("; ", all)));
    }
}
