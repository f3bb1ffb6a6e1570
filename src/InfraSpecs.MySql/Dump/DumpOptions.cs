namespace InfraSpecs.MySql;

/// <summary>What is dumped, and how.</summary>
public sealed record DumpOptions
{
    /// <summary>The databases, each with the statement that creates it.</summary>
    /// <value>Default none: the content of <see cref="MySqlOptions.Database"/>, which can be loaded into a database of any name.</value>
    public IReadOnlyList<string> Databases { get; init; } = [];

    /// <summary>Further options of mysqldump or mariadb-dump, as "--ignore-table=shop.log".</summary>
    /// <value>Default none.</value>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>
    /// A command of your own whose standard output is the dump. It is run in the server's container, with root's password in MYSQL_PWD.
    /// Its output is held to the same: ended by "-- Dump completed", and no error said on the way, whatever its exit code.
    /// </summary>
    /// <value>Default null: mysqldump or mariadb-dump, with tables in one transaction, routines, triggers and events.</value>
    public IReadOnlyList<string>? Command { get; init; }

    internal void Validate(MySqlOptions server) => InvalidOptionsException.ThrowIfAny(
        nameof(DumpOptions),
        (Databases.Any(string.IsNullOrEmpty), "Databases has an empty name."),
        (Databases.Count == 0 && server.Database is null && Command is null, "Databases is empty, and the server has no Database; name one."),
        (Command is { Count: 0 }, "Command is empty; leave it null for the server's own program."),
        (Command is not null && (Databases.Count > 0 || Arguments.Count > 0), "Command says all; leave Databases and Arguments empty."));

    internal IReadOnlyList<string> ToArguments(MySqlServer server) =>
    [
        "--single-transaction", "--quick", "--routines", "--triggers", "--events", "--hex-blob",
        // Two dumps of the same content are the same bytes.
        "--skip-dump-date",
        .. server.IsMariaDb ? Array.Empty<string>() : ["--set-gtid-purged=OFF", "--no-tablespaces"],
        .. Arguments,
        .. Databases.Count > 0 ? ["--databases", "--", .. Databases] : new[] { "--", server.Options.Database! },
    ];
}

/// <summary>A dump that was found complete.</summary>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its checksum, in hexadecimal.</param>
/// <param name="Took">How long it took.</param>
public sealed record DumpReport(long Bytes, string Sha256, TimeSpan Took);
