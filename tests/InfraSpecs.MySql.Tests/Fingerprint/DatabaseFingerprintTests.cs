namespace InfraSpecs.MySql.Tests.Fingerprint;

public sealed class DatabaseFingerprintTests
{
    private static readonly Server MySql = new(false, new Version(9, 7, 4));
    private static readonly Server MariaDb = new(true, new Version(11, 8, 6));

    [Fact]
    public void Equal_ones_have_no_difference() => Of(MySql, Table(3)).DifferencesFrom(Of(MySql, Table(3))).Should().BeEmpty();

    [Fact]
    public void The_name_of_the_database_does_not_count() =>
        new DatabaseFingerprint("other", MySql, new(), [Table(3)], []).Should().MatchFingerprint(Of(MySql, Table(3)));

    [Fact]
    public void Tables_of_which_one_has_grown_are_compared_in_ranges_of_the_same_width()
    {
        var before = Table(new RangePlan(KeyKind.Signed, "id", 0), Row(1), Row(2), Row(3));
        var after = Table(new RangePlan(KeyKind.Signed, "id", 1), RangeSum.Merge(0, [Row(1)], KeyKind.Signed), RangeSum.Merge(1, [Row(2), Row(3)], KeyKind.Signed), Row(50));
        Sentences(before, after).Should().Equal("table 'user' has 4 rows; it had 3: 1 more than 0 in id 100 to 101");
    }

    [Fact]
    public void Rows_with_other_keys_are_named_once_and_not_for_each_column() =>
        Sentences(Table(new RangePlan(KeyKind.Signed, "id", 4), Row(1)), Table(new RangePlan(KeyKind.Signed, "id", 4), Row(1) with { Keys = 9, Columns = [9, 9] }))
            .Should().Equal("table 'user' has rows with other keys in id 16 to 31");

    [Fact]
    public void A_table_without_a_key_whose_values_changed_rows_is_named() =>
        Sentences(Table(new RangePlan(KeyKind.None, "", 64), Row(0)), Table(new RangePlan(KeyKind.None, "", 64), Row(0) with { Keys = 9 }))
            .Should().Equal("table 'user' has the same values in each column, but in other rows");

    [Fact]
    public void Long_lists_of_rows_are_cut()
    {
        var plan = new RangePlan(KeyKind.Signed, "id", 0);
        var rows = Enumerable.Range(0, 8).Select(i => Row((ulong)(i * 2))).ToArray();
        Sentences(Table(plan, rows), Table(plan, [.. rows.Select(row => row with { Columns = [row.Columns[0], 77] })]))
            .Should().Equal("column 'name' of table 'user' has other values in id 0, id 2, id 4, id 6, id 8 and 3 more");
    }

    [Fact]
    public void Expressions_are_compared_as_written_within_a_family_and_by_meaning_across()
    {
        SchemaObject mySql = new(SchemaObjectKind.Column, "g", "t", "int null as (concat(`a`,_utf8mb4'!'))");
        SchemaObject mariaDb = new(SchemaObjectKind.Column, "g", "t", "int null as (concat(`a`,'!'))");
        Of(MariaDb, [mariaDb]).DifferencesFrom(Of(MySql, [mySql])).Should().BeEmpty();
        Of(MySql, [mariaDb]).DifferencesFrom(Of(MySql, [mySql])).Should().ContainSingle();
    }

    [Fact]
    public void Collations_of_the_same_meaning_are_equal_across_families_alone()
    {
        SchemaObject mySql = new(SchemaObjectKind.Column, "n", "t", "text collate utf8mb4_0900_ai_ci");
        SchemaObject mariaDb = new(SchemaObjectKind.Column, "n", "t", "text collate utf8mb4_uca1400_ai_ci");
        SchemaObject binary = new(SchemaObjectKind.Column, "n", "t", "text collate utf8mb4_bin");
        Of(MariaDb, [mariaDb]).DifferencesFrom(Of(MySql, [mySql])).Should().BeEmpty();
        Of(MariaDb, [binary]).DifferencesFrom(Of(MySql, [mySql])).Single().Sentence.Should().Be(
            "column 'n' of table 't' is: text collate utf8mb4_bin; it was: text collate utf8mb4_0900_ai_ci");
    }

    [Theory]
    [InlineData("select upper(`m`) AS `u`,(`n` % 3) AS `r`,now() AS `t`", "select ucase(`m`) AS `u`,`n` MOD 3 AS `r`,current_timestamp() AS `t`")]
    [InlineData("(`m` <> _utf8mb4'o\\'x')", "`m` <> 'o''x'")]
    public void Names_of_the_same_function_are_equal_across_families(string mySql, string mariaDb) =>
        Of(MariaDb, [new SchemaObject(SchemaObjectKind.View, "v", null, mariaDb)]).DifferencesFrom(Of(MySql, [new SchemaObject(SchemaObjectKind.View, "v", null, mySql)])).Should().BeEmpty();

    [Theory]
    [InlineData("`m` = 'a  b'", "`m` = 'a b'", "·b'")]
    [InlineData("`m` = 'A'", "`m` = 'a'", "'A'")]
    [InlineData("`m` = '(a)'", "`m` = 'a'", "'(a)'")]
    [InlineData("'a'\nsql_mode ANSI_QUOTES", "'a'\nsql_mode ", "ANSI_QUOTES")]
    public void What_stands_in_quotation_marks_counts_across_families_too(string one, string other, string shown) =>
        Of(MariaDb, [new SchemaObject(SchemaObjectKind.View, "v", null, one)]).DifferencesFrom(Of(MySql, [new SchemaObject(SchemaObjectKind.View, "v", null, other)]))
            .Should().ContainSingle().Which.Sentence.Should().Contain(shown);

    [Theory]
    [InlineData("a b", "a  b", "procedure 'p' is: a··b; it was: a·b")]
    [InlineData("a", "a ", "procedure 'p' is: a·; it was: a")]
    [InlineData("a\nb", "a b", "procedure 'p' is: a·b; it was: a\\nb")]
    [InlineData("a\tb", "a\u00a0b", "procedure 'p' is: a\\u00a0b; it was: a\\tb")]
    public void A_difference_of_one_blank_can_be_seen(string before, string after, string sentence) =>
        Of(MySql, [new SchemaObject(SchemaObjectKind.Procedure, "p", null, after)]).DifferencesFrom(Of(MySql, [new SchemaObject(SchemaObjectKind.Procedure, "p", null, before)]))
            .Single().Sentence.Should().Be(sentence);

    [Fact]
    public void What_only_the_statement_says_that_creates_it_is_told()
    {
        TableFingerprint One(string text) => Table(1) with { Create = new CreateStatement(MySql, text, IsTable: true) };
        Sentences(One("CREATE TABLE `user` (\n  `id` int,\n  KEY `a` (`id`)\n)"), One("CREATE TABLE `user` (\n  KEY `a` (`id`) /*!80000 INVISIBLE */,\n  `id` int\n)"))
            .Should().Equal("definition of table 'user' has: KEY `a` (`id`) /*!80000 INVISIBLE */; it had: KEY `a` (`id`)");
    }

    [Fact]
    public void Statements_are_compared_without_what_a_server_may_leave_out()
    {
        CreateStatement Old(string text) => new(new Server(false, new Version(5, 7, 40)), text, IsTable: true);
        CreateStatement New(string text) => new(MySql, text, IsTable: true);
        Old("`id` int(11) DEFAULT NULL,\n) ENGINE=InnoDB DEFAULT CHARSET=utf8").DifferenceTo(New("`id` int DEFAULT NULL\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci")).Should().BeNull();
        New("`n` varchar(9) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL").DifferenceTo(New("`n` varchar(9) COLLATE utf8mb4_bin")).Should().BeNull();
        New("`n` int COMMENT 'a  b'").DifferenceTo(New("`n` int COMMENT 'a b'")).Should().NotBeNull();
        Old("KEY `a` (`id`)").DifferenceTo(New("KEY `a` (`id`) /*!50100 WITH PARSER `ngram` */")).Should().NotBeNull();
    }

    [Fact]
    public void A_definer_that_is_missing_is_told_where_it_was_there()
    {
        var before = Of(MySql) with { Definers = [new("app@%", true, ["view 'v'"]), new("gone@%", false, ["view 'w'"])] };
        var after = Of(MySql) with { Definers = [new("app@%", false, ["view 'v'"]), new("gone@%", false, ["view 'w'"])] };
        after.DifferencesFrom(before).Select(it => it.Sentence).Should().Equal("account 'app@%', definer of view 'v', is missing, so that their use ends with error 1449; it was there");
        (Of(MySql) with { Definers = null }).DifferencesFrom(before).Should().BeEmpty("who may not see the accounts cannot know");
    }

    [Fact]
    public void Fingerprints_of_different_parts_cannot_be_compared() =>
        new DatabaseFingerprint("shop", MySql, new() { Triggers = false }, [], []).Invoking(it => it.DifferencesFrom(Of(MySql))).Should().Throw<ArgumentException>();

    [Fact]
    public void The_failure_names_both_servers_and_every_difference()
    {
        var claim = () => Of(MariaDb, Table(2)).Should().MatchFingerprint(Of(MySql, Table(3)), "the dump was {0}", "restored");
        claim.Should().Throw<Exception>().WithMessage(
            "Expected * \"shop\" on MariaDB 11.8.6 to match the fingerprint of \"shop\" on MySQL 9.7.4 because the dump was restored, but found 1 difference:\n"
            + "  - table 'user' has 2 rows; it had 3: id 2 is missing.*before: database 'shop' on MySQL 9.7.4\n  user: 3 rows*");
    }

    private static IEnumerable<string> Sentences(TableFingerprint before, TableFingerprint after) =>
        Of(MySql, after).DifferencesFrom(Of(MySql, before)).Select(difference => difference.Sentence);

    private static DatabaseFingerprint Of(Server server, params TableFingerprint[] tables) => new("shop", server, new(), tables, []);

    private static DatabaseFingerprint Of(Server server, SchemaObject[] objects) => new("shop", server, new(), [], objects);

    private static TableFingerprint Table(int rows) =>
        Table(new RangePlan(KeyKind.Signed, "id", 0), [.. Enumerable.Range(0, rows).Select(i => Row((ulong)i))]);

    private static TableFingerprint Table(RangePlan plan, params RangeSum[] ranges) => new("user", [], ["id", "name"], plan, ranges);

    private static RangeSum Row(ulong block) => new(block, 1, block, [block, block * 1000], null);
}
