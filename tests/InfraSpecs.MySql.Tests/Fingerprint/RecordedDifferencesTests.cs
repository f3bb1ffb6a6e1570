using System.Text.Json;

namespace InfraSpecs.MySql.Tests.Fingerprint;

/// <summary>What is compared in a spec that fails is in its run's file and on its page.</summary>
public sealed class RecordedDifferencesTests
{
    private static readonly Server MySql = new(false, new Version(9, 7, 4));
    private static readonly DateTimeOffset Noon = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_claim_that_fails_shows_each_difference_on_the_page()
    {
        await using var run = new RecordedRun();
        var before = Of([Table(3), Table(1, name: "orders")], new SchemaObject(SchemaObjectKind.View, "v", null, "select 1"));
        var claim = () => Of([Table(2)], new SchemaObject(SchemaObjectKind.View, "v", null, "select 2")).Should().MatchFingerprint(before);
        claim.Should().Throw<Exception>();

        var (lines, page) = await run.FailAsync(ThisTest.Token);
        Rows(lines, "database 'shop'").Should().BeEquivalentTo<string[]>(
            [["table 'orders'", "1 row", ""], ["table 'user'", "3 rows", "2 rows: id 2 is missing"], ["view 'v'", "select 1", "select 2"]]);
        page.Should().ContainAll("What differs: database", "<del>3 rows</del>", "<ins>2 rows: id 2 is missing</ins>", "<del>1 row</del>", "<ins>(nothing)</ins>");
    }

    [Fact]
    public async Task Other_values_are_told_by_a_sentence_since_a_fingerprint_has_only_their_checksums()
    {
        await using var run = new RecordedRun();
        _ = Of([Table(3, 1)]).DifferencesFrom(Of([Table(3)]));
        var (lines, page) = await run.FailAsync(ThisTest.Token);
        Rows(lines, "database 'shop'").Should().ContainSingle().Which.Should().Equal("table 'user'", "column 'name' of table 'user' has other values in id 0 to 2");
        page.Should().Contain("<td class=\"was\" colspan=\"2\">column &#39;name&#39;");
    }

    [Fact]
    public async Task Nothing_is_told_where_nothing_differs()
    {
        await using var run = new RecordedRun();
        Of([Table(3)]).DifferencesFrom(Of([Table(3)])).Should().BeEmpty();
        var (lines, page) = await run.FailAsync(ThisTest.Token);
        lines.Where(it => it.GetProperty("k").GetString() == "diff").Should().BeEmpty();
        page.Should().NotContain("What differs");
    }

    [Fact]
    public void Of_a_drill_each_database_is_named()
    {
        var before = new DrillContent([Of([Table(3)]), new("crm", MySql, new(), [Table(1)], [])], new Dictionary<string, string>(), [], []);
        var after = new DrillContent([Of([Table(2)])], new Dictionary<string, string>(), [], []);
        before.DifferencesTo(after).Select(it => string.Join(" | ", it.Row)).Should().Equal(
            "database 'shop': table 'user' | 3 rows | 2 rows: id 2 is missing", "server | database 'crm' is missing; it had 1 table with 1 row");
    }

    [Fact]
    public void Of_a_ledger_each_commit_is_named()
    {
        LedgerEntry Entry(long number) => new(number, 1, CommitState.Acknowledged, Noon);
        var report = new LedgerReport
        {
            Table = "ledger", Acknowledged = 9, Lost = [Entry(7)], InDoubt = 0, InDoubtPresent = [], UnacknowledgedPresent = [Entry(8)], Torn = [Entry(9)],
            DamagedRows = ["row 1 of transaction 2"], Disconnects = new Dictionary<string, int>(),
        };
        report.Rows.Select(it => string.Join(" | ", it)).Should().Equal(
            "transaction 7 | transaction 7 of writer 1, acknowledged at 12:00:00.000 UTC | ", "transaction 8 | never committed | it is there",
            "transaction 9 | transaction 9 of writer 1, acknowledged at 12:00:00.000 UTC | it is there in parts", "row 1 of transaction 2 | its checksum does not match");
    }

    private static IReadOnlyList<string[]> Rows(IReadOnlyList<JsonElement> lines, string of) =>
    [
        .. lines.Single(it => it.GetProperty("k").GetString() == "diff" && it.GetProperty("object").GetString() == of)
            .GetProperty("rows").EnumerateArray().Select(row => row.EnumerateArray().Select(cell => cell.GetString()!).ToArray()),
    ];

    private static DatabaseFingerprint Of(TableFingerprint[] tables, params SchemaObject[] objects) => new("shop", MySql, new(), tables, objects);

    private static TableFingerprint Table(int rows, ulong salt = 0, string name = "user") => new(
        name, [], ["id", "name"], new RangePlan(KeyKind.Signed, "id", 0),
        [.. Enumerable.Range(0, rows).Select(i => new RangeSum((ulong)i, 1, (ulong)i, [(ulong)i, (ulong)i + salt], null))]);
}
