namespace InfraSpecs.MySql;

/// <summary>What a fingerprint covers. Tables, their schema and their rows always belong to it.</summary>
public sealed record FingerprintOptions
{
    /// <summary>The position of each table's AUTO_INCREMENT. It is not part of the snapshot: commits that come while it is read move it.</summary>
    /// <value>Default true.</value>
    public bool AutoIncrement { get; init; } = true;

    /// <summary>The definitions of views.</summary>
    /// <value>Default true.</value>
    public bool Views { get; init; } = true;

    /// <summary>Stored procedures and functions.</summary>
    /// <value>Default true.</value>
    public bool Routines { get; init; } = true;

    /// <summary>Triggers.</summary>
    /// <value>Default true.</value>
    public bool Triggers { get; init; } = true;

    /// <summary>Events of the server's scheduler.</summary>
    /// <value>Default true.</value>
    public bool Events { get; init; } = true;

    /// <summary>
    /// The accounts of the whole server, with their grants; of a password only a digest of what the server keeps, made by the server.
    /// The account that reads must be allowed to read <c>mysql.user</c>.
    /// </summary>
    /// <value>Default false.</value>
    public bool Accounts { get; init; }

    /// <summary>Only these tables, by their exact names.</summary>
    /// <value>Default empty: all.</value>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary>A database without a single row is meant. Otherwise it is an error: two empty databases are equal and prove nothing.</summary>
    /// <value>Default false.</value>
    public bool MayBeEmpty { get; init; }

    /// <summary>How long one statement may take on the server; the checksum of a large table is several.</summary>
    /// <value>Default 10 min.</value>
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromMinutes(10);

    internal void Validate() => InvalidOptionsException.ThrowIfAny(this, () =>
    [
        (Tables.Any(string.IsNullOrWhiteSpace), "Tables has an empty name; leave the list empty for all tables."),
        (StatementTimeout < TimeSpan.FromSeconds(1), $"StatementTimeout is {StatementTimeout}; it must be a second or more."),
    ]);
}
