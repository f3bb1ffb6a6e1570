namespace InfraSpecs.MySql;

/// <summary>A part of a database cannot be read, so that a change in it would not be seen.</summary>
public sealed class FingerprintUnreadableException : InfraSpecsException
{
    internal FingerprintUnreadableException(string database, string what, string advice, Exception? inner = null)
        : base(
            $"database '{database}'",
            $"The fingerprint of database '{database}' cannot be read: {what}.",
            inner is null ? [] : [inner.Message],
            advice,
            inner) => Database = database;

    /// <summary>The database's name.</summary>
    public string Database { get; }
}
