namespace InfraSpecs.MySql;

/// <summary>The client programs of the server's own image, as root over the socket. Passwords are in their environment.</summary>
internal static class ClientTool
{
    // MariaDB's images of today have no program named mysql any more, and older ones none named mariadb.
    private const string Choose = """
        if command -v "$1" >/dev/null 2>&1; then program=$1; else program=$2; fi
        shift 2
        exec "$program" "$@"
        """;

    // What each program allows by default is less than what a server may: a row that is larger would end a dump or a load.
    private const string AnyRow = "--max-allowed-packet=1G";

    /// <summary>Reads statements from its standard input, and sends them with the comments that are in them: many clients drop those by
    /// default, and what is behind them in a routine may be lost too.</summary>
    /// <param name="server">The server.</param>
    /// <param name="database">The database they are for; null for none.</param>
    /// <param name="options">Further options.</param>
    public static IReadOnlyList<string> Client(MySqlServer server, string? database, params string[] options) =>
        [.. Program("mariadb", "mysql"), .. Account(server), "--batch", "--comments", AnyRow, .. options, .. database is null ? Array.Empty<string>() : [$"--database={database}"]];

    /// <summary>Writes statements to its standard output.</summary>
    public static IReadOnlyList<string> Dump(MySqlServer server, IReadOnlyList<string> options) =>
        [.. Program("mariadb-dump", "mysqldump"), .. Account(server), AnyRow, .. options];

    public static ExecOptions Exec(MySqlServer server) => new()
    {
        Environment = server.Options.RootPassword.Length == 0
            ? new Dictionary<string, string>()
            : new Dictionary<string, string> { ["MYSQL_PWD"] = server.Options.RootPassword },
    };

    public static MySqlServerException Failed(MySqlServer server, string what, ExecOutcome outcome) =>
        MySqlServerException.ClientFailed(server.Container.Name, server.Version, what, outcome, Complaints.Read(outcome.Error, server.Secrets));

    private static string[] Program(string name, string orElse) => ["sh", "-c", Choose, "sh", name, orElse];

    private static string[] Account(MySqlServer server) =>
        ["--user=root", "--protocol=socket", $"--socket={server.Facts.Socket}", "--default-character-set=utf8mb4"];
}
