namespace InfraSpecs.Cron.Tests.Crontabs;

public sealed class CrontabSpecs
{
    [Fact]
    public void A_system_crontab_has_users_and_variables_for_the_jobs_below_them()
    {
        var crontab = Given.Etc("# a comment\nSHELL=/bin/sh\n\n  25 6\t* * *  root\tcd / && ls\nMAILTO = \"a b\"\n@daily nobody /x y\n");
        crontab.Variables.Should().Equal(new CrontabVariable(2, "SHELL", "/bin/sh"), new CrontabVariable(5, "MAILTO", "a b"));
        crontab.Jobs.Select(it => (it.Line, it.Schedule, it.User, it.Command)).Should().Equal((4, "25 6 * * *", "root", "cd / && ls"), (6, "@daily", "nobody", "/x y"));
        crontab.Jobs[0].Variables.Keys.Should().Equal("SHELL");
        crontab.Jobs[1].FindVariable("MAILTO").Should().Be("a b");
        (crontab.LineCount, crontab.UnendedLine).Should().Be((6, null));
    }

    [Fact]
    public void A_users_crontab_has_the_users_name_as_its_own()
    {
        var crontab = Given.Spool("*/5 * * * * root /x\n", "nobody");
        crontab.Jobs.Should().ContainSingle().Which.Should().Match<CrontabJob>(it => it.User == null && it.Command == "root /x");
        crontab.UserOf(crontab.Jobs[0]).Should().Be("nobody");
    }

    [Theory]
    [InlineData("date +%F", "date +", "F")]
    [InlineData(@"date +\%F", "date +%F", null)]
    [InlineData(@"echo a\\b \n", @"echo a\b \n", null)]
    [InlineData("mail root%Hello%you", "mail root", "Hello%you")]
    public void A_percent_sign_ends_the_command_unless_a_backslash_is_before_it(string text, string command, string? input) =>
        Given.Etc($"* * * * * root {text}\n").Jobs[0].Should().Match<CrontabJob>(it => it.Command == command && it.Input == input);

    [Theory]
    [InlineData("A=b", "A", "b")]
    [InlineData("A =  b  c  ", "A", "b  c")]
    [InlineData("'A' = \"b # c\"  ", "A", "b # c")]
    [InlineData("A=b # c", "A", "b # c")]
    [InlineData("MAILTO=", "MAILTO", "")]
    [InlineData("A=/x\r", "A", "/x")]
    public void A_variable_runs_to_the_end_of_its_line(string line, string name, string value) =>
        Given.Etc(line + "\n").Variables.Should().Equal(new CrontabVariable(1, name, value));

    [Theory]
    [InlineData("A=\"b\" # c")]
    [InlineData("A=\"b")]
    [InlineData("* * * * * root A=b /x")]
    public void What_cron_does_not_take_for_a_variable_is_a_job(string line) =>
        Given.Etc(line + "\n").Should().Match<Crontab>(it => it.Variables.Count == 0 && it.Jobs.Count == 1);

    [Theory]
    [InlineData("* * * * * root /x", "* * * * * root /x")]
    [InlineData("* * * * * root /x\nA=b", "A=b")]
    [InlineData("* * * * * root /x\n# end", null)]
    [InlineData("* * * * * root /x\n  \t", null)]
    [InlineData("", null)]
    public void Only_a_last_line_that_says_something_needs_its_newline(string text, string? last) => Given.Etc(text).UnendedLine.Should().Be(last);

    [Theory]
    [InlineData("\r")]
    [InlineData("root")]
    [InlineData("* *")]
    [InlineData("* * * * *")]
    [InlineData("@daily")]
    [InlineData("=")]
    [InlineData("%")]
    [InlineData("\\")]
    [InlineData("\u0000\uFFFD")]
    public void Nonsense_is_a_job_that_lacks_something(string line) => Given.Etc(line + "\n").Jobs.Should().ContainSingle().Which.Command.Should().NotContain(" ");

    [Fact]
    public void Ten_thousand_jobs_are_read()
    {
        var crontab = Given.Etc(string.Concat(Enumerable.Repeat("A=b\n" + Given.Job, 10_000)));
        (crontab.Jobs.Count, crontab.Variables.Count, crontab.Jobs[^1].Line).Should().Be((10_000, 10_000, 20_000));
    }
}
