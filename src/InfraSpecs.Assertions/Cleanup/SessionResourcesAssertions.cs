using FluentAssertions;
using FluentAssertions.Primitives;
using InfraSpecs.Assertions.Internal;

namespace InfraSpecs.Assertions;

/// <summary>Claims about what a session has on the engine.</summary>
/// <param name="subject">What was there.</param>
public sealed class SessionResourcesAssertions(SessionResources subject)
    : ReferenceTypeAssertions<SessionResources, SessionResourcesAssertions>(subject)
{
    /// <inheritdoc/>
    protected override string Identifier => "resources";

    private (string, Func<string>) Evidence => ("resources", () => string.Join('\n', Subject.All));

    /// <summary>No container, network, volume or image is left.</summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<SessionResourcesAssertions> BeEmpty(string because = "", params object[] becauseArgs)
    {
        Check.That(
            !Subject.All.Any(), (because, becauseArgs), Evidence,
            "Expected {context:resources} labelled {0} to be empty{reason}, but found {1}.", Subject.Label, Subject.All.Count());
        return new(this);
    }
}
