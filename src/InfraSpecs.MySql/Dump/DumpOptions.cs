namespace InfraSpecs.MySql;

/// <summary>What is dumped, and how.</summary>
public sealed record DumpOptions
{
    /// <summary>The databases, each with the statement that creates it.</summary>
    /// <value>Default none: the content of <see cref="MySqlOptions.Database"/>, which can be loaded into a database of any name.</value>
    public IReadOnlyList<string> Databases { get; init; } = [];

    /// <summary>Further options of mysqldump or mariadb-dump, as "--ignore-table=shop.log". One about locks (--lock-all-tables, --lock-tables,
    /// --skip-lock-tables, --single-transaction) leaves it to you from which moments the rows are.</summary>
    /// <value>Default none.</value>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>
    /// A command of your own whose standard output is the dump. It is run in the server's container, with root's password in MYSQL_PWD.
    /// Its output, plain or gzip, is held to the same: no client said an error on the way, whatever the exit code; it is not cut in a statement; and
    /// it has its end, where its program writes one.
    /// </summary>
    /// <value>Default null: mysqldump or mariadb-dump, with all tables as of one moment, routines, triggers, events and the history of versioned
    /// tables.</value>
    public IReadOnlyList<string>? Command { get; init; }

    internal void Validate(MySqlOptions server) => InvalidOptionsException.ThrowIfAny(this, () =>
    [
        (Databases.Any(string.IsNullOrEmpty), "Databases has an empty name."),
        (Databases.Count == 0 && server.Database is null && Command is null, "Databases is empty, and the server has no Database; name one."),
        (Command is { Count: 0 }, "Command is empty; leave it null for the server's own program."),
        (Command is not null && (Databases.Count > 0 || Arguments.Count > 0), "Command says all; leave Databases and Arguments empty."),
    ]);

    /// <summary>The databases that are dumped by the server's own program.</summary>
    internal IReadOnlyList<string> ChooseDatabases(MySqlServer server) => Databases.Count > 0 ? Databases : [server.Options.Database!];

    /// <summary>How the tables are brought to one moment. A transaction covers only those whose engines know one; else all are locked.</summary>
    internal DumpMoment MomentFor(DumpedTables tables) => Command is not null ? DumpMoment.Unknown
        : Arguments.Any(argument => argument is "--lock-all-tables" or "-x") ? DumpMoment.WritersWaited
        : tables.NotTransactional.Count == 0 ? DumpMoment.OneTransaction
        : Arguments.Any(IsAboutLocks) ? DumpMoment.EachTable
        : DumpMoment.WritersWaited;

    internal IReadOnlyList<string> ToArguments(MySqlServer server, DumpedTables tables) =>
    [
        .. Arguments.Any(IsLock) ? Array.Empty<string>() : [MomentFor(tables) == DumpMoment.WritersWaited ? "--lock-all-tables" : "--single-transaction"],
        "--quick", "--routines", "--triggers", "--events", "--hex-blob",
        // Two dumps of the same content are the same bytes.
        "--skip-dump-date",
        .. tables.HaveHistory ? ["--dump-history"] : Array.Empty<string>(),
        .. server.IsMariaDb ? Array.Empty<string>() : ["--set-gtid-purged=OFF", "--no-tablespaces"],
        .. Arguments,
        .. Databases.Count > 0 ? ["--databases", "--", .. Databases] : new[] { "--", server.Options.Database! },
    ];

    private static bool IsAboutLocks(string argument) => IsLock(argument) || argument is "--skip-lock-tables" or "--single-transaction";

    // Neither program takes one of these together with --single-transaction.
    private static bool IsLock(string argument) => argument is "--lock-all-tables" or "-x" or "--lock-tables" or "-l";
}
