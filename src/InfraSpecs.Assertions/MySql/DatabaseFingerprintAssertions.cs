using FluentAssertions;
using FluentAssertions.Primitives;
using InfraSpecs.Assertions.Internal;
using InfraSpecs.MySql;

namespace InfraSpecs.Assertions;

/// <summary>Claims about what a database was when it was read.</summary>
/// <param name="subject">Its fingerprint.</param>
public sealed class DatabaseFingerprintAssertions(DatabaseFingerprint subject)
    : ReferenceTypeAssertions<DatabaseFingerprint, DatabaseFingerprintAssertions>(subject)
{
    /// <inheritdoc/>
    protected override string Identifier => "database";

    /// <summary>
    /// The database holds what it held: the same schema, rows, views, routines, triggers and events. The failure names each table, column,
    /// range of rows and object that differs.
    /// </summary>
    /// <param name="before">The fingerprint to match, read with the same options.</param>
    /// <param name="because">The reason, for the failure text.</param>
    /// <param name="becauseArgs">Its arguments.</param>
    [CustomAssertion]
    public AndConstraint<DatabaseFingerprintAssertions> MatchFingerprint(DatabaseFingerprint before, string because = "", params object[] becauseArgs)
    {
        var differences = Subject.DifferencesFrom(before);
        Check.That(
            differences.Count == 0, (because, becauseArgs), ("fingerprints", () => $"before: {before}\nafter: {Subject}"),
            "Expected {context:database} {0} on {1} to match the fingerprint of {2} on {3}{reason}, but found {4}:{5}",
            Subject.Database, new UnquotedText(Subject.ServerName), before.Database, new UnquotedText(before.ServerName),
            new UnquotedText(FailureText.Count(differences.Count, "difference")),
            new UnquotedText(string.Concat(differences.Select(difference => $"\n  - {difference}."))));
        return new(this);
    }
}
