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
        Verify("to resolve everywhere", Subject.Answers.Where(it => it.Outcome != NameOutcome.Found).Select(it => it.Seen), because, becauseArgs);
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
            Subject.Answers.Where(it => it.Outcome != NameOutcome.Unknown).Select(it => it.Outcome == NameOutcome.Found ? it.Seen : $"{it.Seen}, which proves nothing"),
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
        Check.That(
            placement.Running.Count > 0, (because, becauseArgs), Evidence,
            "Expected name {0} to resolve to the running tasks of {1}{reason}, but no task of it runs, which proves nothing.", new UnquotedText(Subject.Name), new UnquotedText(placement.Service));
        var elsewhere = placement.Running.Where(it => Subject.AddressesOf(it).Count == 0).ToList();
        Check.That(
            elsewhere.Count == 0, (because, becauseArgs), Evidence,
            "Expected name {0} {1}{reason}, but {2} is not in network {3}; it is in {4}.",
            new UnquotedText(Subject.Name), new UnquotedText(claim), new UnquotedText(elsewhere is [var first, ..] ? first.Name : ""), new UnquotedText(Subject.Network ?? "?"),
            new UnquotedText(elsewhere is [{ Addresses.Count: > 0 } other, ..] ? string.Join(", ", other.Addresses.Keys.Order(StringComparer.Ordinal)) : "none"));
        Verify(claim, Subject.DifferencesFrom(placement), because, becauseArgs);
        return new(this);
    }

    [CustomAssertion]
    private void Verify(string claim, IEnumerable<string> wrong, string because, object[] becauseArgs)
    {
        Check.That(
            Subject.Answers.Count > 0, (because, becauseArgs), Evidence,
            "Expected name {0} {1}{reason}, but nobody looked, which proves nothing.", new UnquotedText(Subject.Name), new UnquotedText(claim));
        var all = wrong.ToList();
        Check.That(
            all.Count == 0, (because, becauseArgs), Evidence,
            "Expected name {0} {1}{reason}, but {2}.", new UnquotedText(Subject.Name), new UnquotedText(claim), new UnquotedText(string.Join("; ", all)));
    }
}
