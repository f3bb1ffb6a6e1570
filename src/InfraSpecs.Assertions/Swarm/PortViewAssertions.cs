using FluentAssertions;
using FluentAssertions.Primitives;
using InfraSpecs.Assertions.Internal;
using InfraSpecs.Swarm;

namespace InfraSpecs.Assertions;

/// <summary>Claims about what each vantage point saw of a port. None holds without a vantage point.</summary>
/// <param name="subject">The view.</param>
public sealed class PortViewAssertions(PortView subject) : ReferenceTypeAssertions<PortView, PortViewAssertions>(subject)
{
    /// <inheritdoc/>
    protected override string Identifier => "view";

    private (string, Func<string>) Evidence => ("view", () => Subject.Answers.Count == 0 ? "nothing" : Subject.ToString());

    private UnquotedText Target => new($"{Subject.Host}:{Subject.Port}");

    /// <summary>Somebody took the connection at every vantage point.</summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<PortViewAssertions> BeReachedFromEverywhere(string because = "", params object[] becauseArgs)
    {
        Verify("to be reached from everywhere", Subject.Answers.Where(it => it.Outcome != PortOutcome.Connected).Select(it => it.ToString()), because, becauseArgs);
        return new(this);
    }

    /// <summary>
    /// The host is out of reach of every vantage point: its name is not found, there is no way to it, or nobody answers. A host that refuses was reached. That something
    /// is there to be kept from is shown by a view of the same port from where it is reached; without that, a service that is down would pass.
    /// </summary>
    /// <param name="whileReached">What was seen of the port from where it is to be reached, at about the same time.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<PortViewAssertions> BeReachedFromNowhere(PortView whileReached, string because = "", params object[] becauseArgs)
    {
        const string claim = "to be out of reach";
        var same = whileReached.Port == Subject.Port && (whileReached.Host == Subject.Host || whileReached.Answers.Any(it => it.Address == Subject.Host));
        Check.That(
            same, (because, becauseArgs), Evidence,
            "Expected {0} {1}{reason}, but the view that shall show that something is there is of {2}:{3}, which proves nothing.",
            Target, new UnquotedText(claim), new UnquotedText(whileReached.Host), new UnquotedText($"{whileReached.Port}"));
        Check.That(
            whileReached.Answers.Any(it => it.Outcome == PortOutcome.Connected), (because, becauseArgs), ("where it is to be reached", whileReached.ToString),
            "Expected {0} {1}{reason}, but it is not reached from where it is to be either, which proves nothing.", Target, new UnquotedText(claim));
        Verify(claim, Subject.Answers.Select(Reached).OfType<string>(), because, becauseArgs);
        return new(this);
    }

    /// <summary>The host is there for every vantage point, and nobody listens on the port.</summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<PortViewAssertions> BeRefusedEverywhere(string because = "", params object[] becauseArgs)
    {
        Verify("to be refused everywhere", Subject.Answers.Where(it => it.Outcome != PortOutcome.Refused).Select(it => it.ToString()), because, becauseArgs);
        return new(this);
    }

    private static string? Reached(PortAnswer answer) => answer.Outcome switch
    {
        PortOutcome.Connected => answer.ToString(),
        PortOutcome.Refused => $"{answer}: the host is in reach, only the port is closed",
        PortOutcome.Failed or PortOutcome.Lost => $"{answer}, which proves nothing",
        _ => null,
    };

    [CustomAssertion]
    private void Verify(string claim, IEnumerable<string> wrong, string because, object[] becauseArgs)
    {
        Check.That(
            Subject.Answers.Count > 0, (because, becauseArgs), Evidence,
            "Expected {0} {1}{reason}, but nobody tried, which proves nothing.", Target, new UnquotedText(claim));
        var all = wrong.ToList();
        Check.That(all.Count == 0, (because, becauseArgs), Evidence, "Expected {0} {1}{reason}, but {2}.", Target, new UnquotedText(claim), new UnquotedText(string.Join("; ", all)));
    }
}
