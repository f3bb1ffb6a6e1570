using System.Text.RegularExpressions;
using MySqlConnector;

namespace InfraSpecs.MySql;

/// <summary>Reads what is around the tables: views, routines, triggers, events.</summary>
internal static partial class ObjectReader
{
    private const string Charsets = "CHARACTER_SET_CLIENT, COLLATION_CONNECTION, DATABASE_COLLATION";

    public static async Task<IReadOnlyList<SchemaObject>> ReadAsync(SnapshotConnection snapshot, CancellationToken token)
    {
        var options = snapshot.Options;
        await VisibilityCheck.RunAsync(snapshot, token);
        List<SchemaObject> objects = [];
        if (options.Views) objects.AddRange(await ViewsAsync(snapshot, token));
        if (options.Routines) objects.AddRange(await RoutinesAsync(snapshot, token));
        if (options.Triggers) objects.AddRange((await TriggersAsync(snapshot, token)).Where(trigger => snapshot.Covers(trigger.Table!)));
        if (options.Events) objects.AddRange(await EventsAsync(snapshot, token));
        objects = await CreatedAsync(snapshot, objects, token);
        if (options.Accounts) objects.AddRange(await AccountReader.ReadAsync(snapshot, token));
        return [.. await DefaultsAsync(snapshot, token), .. objects];
    }

    private static async Task<List<SchemaObject>> DefaultsAsync(SnapshotConnection snapshot, CancellationToken token)
    {
        var creates = await CreateReader.ReadAsync(snapshot, [("DATABASE", SnapshotConnection.Quote(snapshot.Database))], token);
        return await snapshot.QueryAsync(
            "SELECT DEFAULT_COLLATION_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = @db",
            reader => new SchemaObject(SchemaObjectKind.DefaultCollation, "", null, reader.Text(0)) { Create = creates[0] }, token);
    }

    /// <summary>With the statements that create them, and what only these say of a view.</summary>
    private static async Task<List<SchemaObject>> CreatedAsync(SnapshotConnection snapshot, List<SchemaObject> objects, CancellationToken token)
    {
        var creates = await CreateReader.ReadAsync(snapshot, [.. objects.Select(it => (it.Kind.ToWords().ToUpperInvariant(), snapshot.Place(it.Name)))], token);
        return [.. objects.Zip(creates, (it, create) => it.Kind is not SchemaObjectKind.View ? it with { Create = create } : it with
        {
            Create = create with { Text = SqlDialects.WithoutJoinParentheses(create.Text) },
            Definition = $"{it.Definition}, algorithm {Algorithm().Match(create.Text).Groups[1].Value.ToLowerInvariant()}",
        })];
    }

    /// <summary>A definition names the database with each table; a restore may go into another one.</summary>
    private static Task<List<SchemaObject>> ViewsAsync(SnapshotConnection snapshot, CancellationToken token) => snapshot.QueryAsync(
        "SELECT TABLE_NAME, VIEW_DEFINITION, CHECK_OPTION, SECURITY_TYPE, DEFINER, CHARACTER_SET_CLIENT, COLLATION_CONNECTION "
        + "FROM information_schema.VIEWS WHERE TABLE_SCHEMA = @db",
        reader => new SchemaObject(
            SchemaObjectKind.View, reader.Text(0), null,
            SqlDialects.WithoutJoinParentheses(Seen(snapshot, "view", reader, 1)).Replace($"{SnapshotConnection.Quote(snapshot.Database)}.", "")
            + $"\ncheck option {reader.Text(2)}, sql security {reader.Text(3)}, definer {reader.Text(4)}, client {reader.Text(5)} {reader.Text(6)}") { Definer = reader.Text(4) },
        token);

    private static async Task<IEnumerable<SchemaObject>> RoutinesAsync(SnapshotConnection snapshot, CancellationToken token)
    {
        var parameters = (await snapshot.QueryAsync(
            "SELECT SPECIFIC_NAME, ROUTINE_TYPE, PARAMETER_MODE, PARAMETER_NAME, DTD_IDENTIFIER, COLLATION_NAME FROM information_schema.PARAMETERS "
            + "WHERE SPECIFIC_SCHEMA = @db ORDER BY SPECIFIC_NAME, ROUTINE_TYPE, ORDINAL_POSITION",
            reader => (
                Routine: (reader.Text(0), reader.Text(1)),
                Text: string.Join(' ', new[] { reader.Text(2), reader.Text(3), Width().Replace(reader.Text(4), "$1"), reader.Text(5) }.Where(part => part.Length > 0))),
            token)).ToLookup(parameter => parameter.Routine, parameter => parameter.Text);
        return await snapshot.QueryAsync(
            "SELECT ROUTINE_NAME, ROUTINE_TYPE, ROUTINE_DEFINITION, SQL_DATA_ACCESS, IS_DETERMINISTIC, SECURITY_TYPE, DEFINER, ROUTINE_COMMENT, SQL_MODE, "
            + $"{Charsets} FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = @db",
            reader => new SchemaObject(
                Enum.Parse<SchemaObjectKind>(reader.Text(1).Replace(" ", ""), ignoreCase: true), reader.Text(0), null,
                $"({string.Join(", ", parameters[(reader.Text(0), reader.Text(1))])})\n{Seen(snapshot, "routine", reader, 2)}\n"
                + $"{reader.Text(3).ToLowerInvariant()}, deterministic {reader.Text(4)}, sql security {reader.Text(5)}, definer {reader.Text(6)}, "
                + $"comment {SqlDialects.Literal(reader.Text(7))}, {WrittenIn(reader, 9)}\nsql_mode {Modes(reader.Text(8))}") { Definer = reader.Text(6) },
            token);
    }

    private static Task<List<SchemaObject>> TriggersAsync(SnapshotConnection snapshot, CancellationToken token) => snapshot.QueryAsync(
        "SELECT TRIGGER_NAME, EVENT_OBJECT_TABLE, ACTION_TIMING, EVENT_MANIPULATION, ACTION_ORDER, ACTION_STATEMENT, DEFINER, SQL_MODE, "
        + $"{Charsets} FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = @db",
        reader => new SchemaObject(
            SchemaObjectKind.Trigger, reader.Text(0), reader.Text(1),
            $"{reader.Text(2)} {reader.Text(3)}, number {reader.Text(4)}\n{reader.Text(5)}\ndefiner {reader.Text(6)}, {WrittenIn(reader, 8)}\n"
            + $"sql_mode {Modes(reader.Text(7))}") { Definer = reader.Text(6) },
        token);

    private static Task<List<SchemaObject>> EventsAsync(SnapshotConnection snapshot, CancellationToken token) => snapshot.QueryAsync(
        "SELECT EVENT_NAME, EVENT_DEFINITION, CAST(EXECUTE_AT AS CHAR), INTERVAL_VALUE, INTERVAL_FIELD, CAST(STARTS AS CHAR), CAST(ENDS AS CHAR), STATUS, "
        + $"ON_COMPLETION, DEFINER, EVENT_COMMENT, SQL_MODE, {Charsets}, TIME_ZONE FROM information_schema.EVENTS WHERE EVENT_SCHEMA = @db",
        reader => new SchemaObject(
            SchemaObjectKind.Event, reader.Text(0), null,
            $"{(reader.IsDBNull(2) ? $"every {reader.Text(3)} {reader.Text(4)} from {reader.Text(5)} to {reader.Text(6)}" : $"at {reader.Text(2)}")}, "
            + $"{reader.Text(7).ToLowerInvariant()}, on completion {reader.Text(8).ToLowerInvariant()}\n{reader.Text(1)}\n"
            + $"time zone {reader.Text(15)}, definer {reader.Text(9)}, comment {SqlDialects.Literal(reader.Text(10))}, {WrittenIn(reader, 12)}\n"
            + $"sql_mode {Modes(reader.Text(11))}") { Definer = reader.Text(9) },
        token);

    private static string Seen(SnapshotConnection snapshot, string kind, MySqlDataReader reader, int column) => reader.Text(column) is { Length: > 0 } text
        ? text
        : throw MySqlServerException.FingerprintUnreadable(
            snapshot.Database, $"the definition of {kind} '{reader.Text(0)}' is hidden from the account", "read it with an account that may see all, as root.");

    /// <summary>With which character sets a body is read, whoever runs it: another one there is another text.</summary>
    private static string WrittenIn(MySqlDataReader reader, int column) =>
        $"client {reader.Text(column)} {reader.Text(column + 1)}, database {reader.Text(column + 2)}";

    private static string Modes(string modes) => string.Join(',', modes.Split(',').Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\bALGORITHM ?= ?(\w+)")]
    private static partial Regex Algorithm();

    [GeneratedRegex(@"^((?:tiny|small|medium|big)?int)\(\d+\)(?!.*zerofill)")]
    private static partial Regex Width();
}
