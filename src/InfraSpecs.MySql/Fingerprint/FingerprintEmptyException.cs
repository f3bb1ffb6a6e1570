namespace InfraSpecs.MySql;

/// <summary>There was nothing to take a fingerprint of, which a spec would pass without proving anything.</summary>
public sealed class FingerprintEmptyException : InfraSpecsException
{
    internal FingerprintEmptyException(string database, string server, string found)
        : base(
            $"database '{database}'",
            $"The fingerprint of database '{database}' on {server} would prove nothing: {found}.",
            [],
            "look whether the data was written, and whether this is the right server; if it is meant, set FingerprintOptions.MayBeEmpty.") =>
        Database = database;

    /// <summary>The database's name.</summary>
    public string Database { get; }
}
