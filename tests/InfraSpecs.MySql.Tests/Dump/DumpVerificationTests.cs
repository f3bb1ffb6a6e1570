using System.Text;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.MySql.Tests.Dump;

public sealed class DumpVerificationTests
{
    private const string Whole = "-- MySQL dump 10.13\nCREATE TABLE t (id INT);\n\n-- Dump completed\n";

    [Theory]
    [InlineData(Whole)]
    [InlineData("-- Dump completed on 2026-11-22 17:00:00\r\n\r\n")]
    public void A_dump_with_its_end_is_whole(string text) => Inspect(text).Problem.Should().BeNull();

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("-- MySQL dump 10.13\nCREATE TABLE t (id INT);\n", "CREATE TABLE t")]
    [InlineData("-- MySQL dump 10.13\nINSERT INTO t VALUES ('-- Dump completed');\n", "INSERT INTO")]
    [InlineData("-- Dump completed\nINSERT INTO t VALUES (1);\n", "INSERT INTO")]
    public void A_dump_without_it_is_not(string text, string why) => Inspect(text).Problem.Should().Contain(why);

    [Fact]
    public void It_is_found_however_the_dump_comes_in_pieces()
    {
        var bytes = Encoding.UTF8.GetBytes(new string('x', 100_000) + "\n" + Whole);
        foreach (var size in new[] { 1, 7, 511, 512, 513, 65536 })
        {
            var inspection = new DumpInspection();
            foreach (var piece in bytes.Chunk(size)) inspection.Append(piece);
            inspection.Problem.Should().BeNull();
            inspection.Bytes.Should().Be(bytes.Length);
        }
    }

    [Theory]
    [InlineData("mysqldump: [Warning] Using a password on the command line interface can be insecure.\n")]
    [InlineData("mysqldump: Deprecated program name. It will be removed in a future release, use 'mariadb-dump' instead\n")]
    [InlineData("")]
    public void Warnings_are_no_errors(string error) => Problem(0, error, Whole).Should().BeNull();

    [Fact]
    public void An_exit_code_of_0_does_not_hide_what_was_said() =>
        Problem(0, "mysqldump: Couldn't execute 'SHOW FIELDS FROM `v`': View 'shop.v' references invalid table(s) (1356)\n", Whole)
            .Should().Contain("exited with code 0, but said").And.Contain("1356");

    [Fact]
    public void An_exit_code_that_is_not_0_fails_a_whole_dump() => Problem(2, "", Whole).Should().Be("the command exited with code 2");

    [Fact]
    public void A_dump_without_an_end_fails_though_nothing_was_said() =>
        Problem(0, "", "-- MySQL dump 10.13\nCREATE TABLE t (id INT);").Should().Contain("no whole dump");

    [Fact]
    public void A_password_that_a_program_repeats_is_masked() =>
        DumpProblem(new ExecOutcome(0, "", "error: -psecret is unknown"), Whole, new MySqlOptions { RootPassword = "secret" }).Should().Contain("-p***").And.NotContain("secret");

    [Fact]
    public async Task The_sandbox_line_of_MariaDB_is_left_out_for_other_clients()
    {
        using var dump = new MemoryStream(Encoding.UTF8.GetBytes("/*M!999999\\- enable the sandbox mode */ \n" + Whole));
        await using var loadable = await LoadableDump.OpenAsync(dump, Token);
        using var read = new MemoryStream();
        await loadable.CopyToAsync(read, Token);
        Encoding.UTF8.GetString(read.ToArray()).Should().Be(" \n" + Whole);
        loadable.Inspection.Problem.Should().BeNull();
    }

    private static DumpInspection Inspect(string text)
    {
        var inspection = new DumpInspection();
        inspection.Append(Encoding.UTF8.GetBytes(text));
        return inspection;
    }

    private static string? Problem(long exitCode, string error, string dump) => DumpProblem(new ExecOutcome(exitCode, "", error), dump, new MySqlOptions());

    private static string? DumpProblem(ExecOutcome outcome, string dump, MySqlOptions options) =>
        MySqlDumps.ProblemOf(outcome, DumpVerdict.Judge(Inspect(dump)), null, Secrets.Collect(options));
}
