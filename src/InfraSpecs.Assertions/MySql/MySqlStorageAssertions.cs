using FluentAssertions;
using FluentAssertions.Primitives;
using InfraSpecs.Assertions.Internal;
using InfraSpecs.MySql;

namespace InfraSpecs.Assertions;

/// <summary>Claims about what a server's data is on.</summary>
/// <param name="subject">Where it writes.</param>
public sealed class MySqlStorageAssertions(MySqlStorage subject) : ReferenceTypeAssertions<MySqlStorage, MySqlStorageAssertions>(subject)
{
    /// <inheritdoc/>
    protected override string Identifier => "storage";

    /// <summary>What the server writes is still there when its container has been removed: its data directory, its logs, and tables with a directory
    /// of their own. What is in memory does not count, nor does what only the driver of a volume knows.</summary>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<MySqlStorageAssertions> OutliveTheContainer(string because = "", params object[] becauseArgs)
    {
        Check.That(
            Subject.OutlivesTheContainer, (because, becauseArgs), ("storage", Subject.ToString),
            "Expected {context:storage} of {0} to outlive the container{reason}, but "
                + (Subject.Lost.All(place => place.Kind == StorageKind.Unknown) ? "of {1} it is not known." : "it does not: {1} will be lost."),
            Subject.Container, string.Join(", ", Subject.Lost.Select(place => $"{place.Holds} in {place.Path}")));
        return new(this);
    }
}
