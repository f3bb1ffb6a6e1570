using static InfraSpecs.Cron.Tests.Given;

namespace InfraSpecs.Cron.Tests.Diagnosis;

public sealed class CronieFileRulesTests
{
    private const string Me = "* * * * * sh /usr/local/bin/task.sh\n";

    [Theory]
    [InlineData("0644")]
    [InlineData("0600")]
    [InlineData("0400")]
    public void Modes_that_it_takes_are_taken(string mode) => Findings(Etc(Job, mode: mode), Spool(Me, mode: mode)).Should().BeEmpty();

    [Theory]
    [InlineData("0755")]
    [InlineData("0664")]
    [InlineData("0646")]
    [InlineData("0200")]
    [InlineData("4644")]
    public void Other_modes_are_not(string mode)
    {
        var finding = Findings(Etc(Job, mode: mode)).Should().ContainSingle().Which;
        finding.Fault.Should().Be(CronFault.InsecureMode);
        finding.Headline.Should().Be(
            $"cron ignores /etc/cron.d/cron-example: its mode is {mode} (cronie takes a crontab that its owner may read, nobody may execute, and only its owner may write)");
    }

    [Fact]
    public void A_last_line_without_a_newline_is_lost_alone() => Findings(Etc(Job + Job.TrimEnd())).Should().ContainSingle().Which.ToString().Should().Be("""
        cron ignores line 2 of /etc/cron.d/cron-example, the last one: it does not end with a newline (the line is `* * * * * root sh /usr/local/bin/task.sh`).
          What to do: end the file with a newline.
        """);

    [Fact]
    public void A_byte_order_mark_costs_the_first_line() => Findings(Etc("\uFEFF" + Job)).Should().ContainSingle().Which.Sentence.Should().Be(
        "cron ignores line 1 of /etc/cron.d/cron-example: it begins with a byte order mark, which cron takes for a part of the first line");

    [Fact]
    public void It_belongs_to_somebody_else() => Findings(Etc(Job, owner: 1)).Should().ContainSingle().Which.Headline.Should().Be(
        "cron ignores /etc/cron.d/cron-example: it belongs to daemon, not to root (its owner is 1:1)");

    [Fact]
    public void A_second_name_matters_for_users_crontabs_only()
    {
        Findings(Twice(Etc(Job))).Should().BeEmpty();
        Findings(Twice(Spool(Me))).Should().ContainSingle().Which.Fault.Should().Be(CronFault.HardLinked);

        static Crontab Twice(Crontab crontab) => crontab with { File = crontab.File with { OtherNames = ["/etc/other"] } };
    }

    [Theory]
    [InlineData("a.cron", true)]
    [InlineData("a.bak", true)]
    [InlineData("b~", false)]
    [InlineData("#b", false)]
    [InlineData("c.rpmsave", false)]
    public void It_takes_names_with_dots_and_few_leftovers(string name, bool taken) =>
        Findings(Etc("61 * * * * root true\n", name)).Select(it => it.Fault).Should().Equal(taken ? [CronFault.ScheduleInvalid] : []);

    [Fact]
    public void With_p_it_takes_any_mode_and_owner() =>
        (Files(Etc(Job, mode: "0777", owner: 1)) with { Daemon = CronDaemon.Cronie, MainCommand = ["crond", "-n", "-p"] }).Findings().Should().BeEmpty();

    private static IReadOnlyList<CronFinding> Findings(params Crontab[] crontabs) =>
        (Files(crontabs) with { Daemon = CronDaemon.Cronie, MainCommand = ["crond", "-n"] }).Findings();
}
