using FluentAssertions;
using FluentAssertions.Primitives;
using InfraSpecs.Assertions.Internal;
using InfraSpecs.MySql;

namespace InfraSpecs.Assertions;

/// <summary>Claims about what a server's data directory is on.</summary>
/// <param name="subject">Where it writes.</param>
public sealed class MySqlStorageAssertions(MySqlStorage subject) : ReferenceTypeAssertions<MySqlStorage, MySqlStorageAssertions>(subject)
{
    /// <inheritdoc/>
    protected override string Identifier => "storage";

    /// <summary>What the server writes is still there when its container has been removed.</summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<MySqlStorageAssertions> OutliveTheContainer(string because = "", params object[] becauseArgs)
    {
        Claim.Verify(
            Subject.OutlivesTheContainer, (because, becauseArgs), ("storage", Subject.ToString),
            "Expected {context:storage} of {0} to outlive the container{reason}, but it does not: nobody else owns what {1} is on.",
            Subject.Container, Subject.DataDirectory);
        return new(this);
    }
}
