using System.Text.RegularExpressions;
using MySqlConnector;

namespace InfraSpecs.MySql;

/// <summary>Reads what is around the tables: views, routines, triggers, events.</summary>
internal static partial class ObjectReader
{
    public static async Task<IReadOnlyList<SchemaObject>> ReadAsync(Snapshot snapshot, CancellationToken token)
    {
        var options = snapshot.Options;
        await VisibilityCheck.RunAsync(snapshot, token);
        List<SchemaObject> objects = await DefaultsAsync(snapshot, token);
        if (options.Views) objects.AddRange(await ViewsAsync(snapshot, token));
        if (options.Routines) objects.AddRange(await RoutinesAsync(snapshot, token));
        if (options.Triggers) objects.AddRange((await TriggersAsync(snapshot, token)).Where(trigger => snapshot.Covers(trigger.Table!)));
        if (options.Events) objects.AddRange(await EventsAsync(snapshot, token));
        if (options.Accounts) objects.AddRange(await AccountReader.ReadAsync(snapshot, token));
        return objects;
    }

    private static Task<List<SchemaObject>> DefaultsAsync(Snapshot snapshot, CancellationToken token) => snapshot.QueryAsync(
        "SELECT DEFAULT_COLLATION_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = @db",
        reader => new SchemaObject("default collation of the database", "", null, reader.Text(0)), token);

    /// <summary>A definition names the database with each table; a restore may go into another one.</summary>
    private static Task<List<SchemaObject>> ViewsAsync(Snapshot snapshot, CancellationToken token) => snapshot.QueryAsync(
        "SELECT TABLE_NAME, VIEW_DEFINITION, CHECK_OPTION, SECURITY_TYPE, DEFINER FROM information_schema.VIEWS WHERE TABLE_SCHEMA = @db",
        reader => new SchemaObject(
            "view", reader.Text(0), null,
            Seen(snapshot, "view", reader, 1).Replace($"{Snapshot.Quote(snapshot.Database)}.", "")
            + $"\ncheck option {reader.Text(2)}, sql security {reader.Text(3)}, definer {reader.Text(4)}"),
        token);

    private static async Task<IEnumerable<SchemaObject>> RoutinesAsync(Snapshot snapshot, CancellationToken token)
    {
        var parameters = (await snapshot.QueryAsync(
            "SELECT SPECIFIC_NAME, ROUTINE_TYPE, PARAMETER_MODE, PARAMETER_NAME, DTD_IDENTIFIER, COLLATION_NAME FROM information_schema.PARAMETERS "
            + "WHERE SPECIFIC_SCHEMA = @db ORDER BY SPECIFIC_NAME, ROUTINE_TYPE, ORDINAL_POSITION",
            reader => (
                Routine: (reader.Text(0), reader.Text(1)),
                Text: string.Join(' ', new[] { reader.Text(2), reader.Text(3), Width().Replace(reader.Text(4), "$1"), reader.Text(5) }.Where(part => part.Length > 0))),
            token)).ToLookup(parameter => parameter.Routine, parameter => parameter.Text);
        return await snapshot.QueryAsync(
            "SELECT ROUTINE_NAME, ROUTINE_TYPE, ROUTINE_DEFINITION, SQL_DATA_ACCESS, IS_DETERMINISTIC, SECURITY_TYPE, DEFINER, ROUTINE_COMMENT, SQL_MODE "
            + "FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = @db",
            reader => new SchemaObject(
                reader.Text(1).ToLowerInvariant(), reader.Text(0), null,
                $"({string.Join(", ", parameters[(reader.Text(0), reader.Text(1))])})\n{Seen(snapshot, "routine", reader, 2)}\n"
                + $"{reader.Text(3).ToLowerInvariant()}, deterministic {reader.Text(4)}, sql security {reader.Text(5)}, definer {reader.Text(6)}, "
                + $"comment '{reader.Text(7)}'\nsql_mode {Modes(reader.Text(8))}"),
            token);
    }

    private static Task<List<SchemaObject>> TriggersAsync(Snapshot snapshot, CancellationToken token) => snapshot.QueryAsync(
        "SELECT TRIGGER_NAME, EVENT_OBJECT_TABLE, ACTION_TIMING, EVENT_MANIPULATION, ACTION_ORDER, ACTION_STATEMENT, DEFINER, SQL_MODE "
        + "FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = @db",
        reader => new SchemaObject(
            "trigger", reader.Text(0), reader.Text(1),
            $"{reader.Text(2)} {reader.Text(3)}, number {reader.Text(4)}\n{reader.Text(5)}\ndefiner {reader.Text(6)}\nsql_mode {Modes(reader.Text(7))}"),
        token);

    private static Task<List<SchemaObject>> EventsAsync(Snapshot snapshot, CancellationToken token) => snapshot.QueryAsync(
        "SELECT EVENT_NAME, EVENT_DEFINITION, CAST(EXECUTE_AT AS CHAR), INTERVAL_VALUE, INTERVAL_FIELD, CAST(STARTS AS CHAR), CAST(ENDS AS CHAR), STATUS, "
        + "ON_COMPLETION, DEFINER, EVENT_COMMENT, SQL_MODE FROM information_schema.EVENTS WHERE EVENT_SCHEMA = @db",
        reader => new SchemaObject(
            "event", reader.Text(0), null,
            $"{(reader.IsDBNull(2) ? $"every {reader.Text(3)} {reader.Text(4)} from {reader.Text(5)} to {reader.Text(6)}" : $"at {reader.Text(2)}")}, "
            + $"{reader.Text(7).ToLowerInvariant()}, on completion {reader.Text(8).ToLowerInvariant()}\n{reader.Text(1)}\n"
            + $"definer {reader.Text(9)}, comment '{reader.Text(10)}'\nsql_mode {Modes(reader.Text(11))}"),
        token);

    private static string Seen(Snapshot snapshot, string kind, MySqlDataReader reader, int column) => reader.Text(column) is { Length: > 0 } text
        ? text
        : throw new FingerprintUnreadableException(
            snapshot.Database, $"the definition of {kind} '{reader.Text(0)}' is hidden from the account", "read it with an account that may see all, as root.");

    private static string Modes(string modes) => string.Join(',', modes.Split(',').Order(StringComparer.Ordinal));

    [GeneratedRegex(@"^((?:tiny|small|medium|big)?int)\(\d+\)(?!.*zerofill)")]
    private static partial Regex Width();
}
