using System.Formats.Tar;
using static InfraSpecs.Cron.Tests.Given;

namespace InfraSpecs.Cron.Tests.Diagnosis;

/// <summary>Whole sentences: they are what a reader gets.</summary>
public sealed class FileRulesTests
{
    [Fact]
    public void No_newline_at_the_end()
    {
        var finding = Files(Etc(Job.TrimEnd())).OnlyFinding();
        (finding.Fault, finding.File, finding.Line).Should().Be((CronFault.NoFinalNewline, Example, 1));
        finding.ToString().Should().Be("""
            cron ignores /etc/cron.d/cron-example: its last line does not end with a newline (line 1, `* * * * * root sh /usr/local/bin/task.sh`, is where the file ends).
              What to do: end the file with a newline; without it none of its jobs runs.
            """);
    }

    [Fact]
    public void A_comment_or_blanks_without_a_newline_do_no_harm() => Files(Etc(Job + "# end"), Etc(Job + "  ")).Findings().Should().BeEmpty();

    [Theory]
    [InlineData("0666", "cron ignores /etc/cron.d/cron-example: its mode is 0666, so that everybody may write it")]
    [InlineData("0664", "cron ignores /etc/cron.d/cron-example: its mode is 0664, so that its group may write it")]
    public void Others_may_write_it(string mode, string sentence)
    {
        var finding = Files(Etc(Job, mode: mode)).OnlyFinding();
        (finding.Fault, finding.Sentence).Should().Be((CronFault.InsecureMode, sentence));
        finding.Advice.Should().Be("chmod 0644 /etc/cron.d/cron-example; COPY takes the mode that the file has where the image is built");
    }

    [Theory]
    [InlineData("0600")]
    [InlineData("0644")]
    [InlineData("0755")]
    public void Modes_that_cron_takes_are_taken(string mode) => Files(Etc(Job, mode: mode)).Findings().Should().BeEmpty();

    [Fact]
    public void A_users_crontab_must_have_0600() => Files(Spool("* * * * * /usr/local/bin/task.sh\n", mode: "0644")).OnlyFinding().Should().Match<CronFinding>(it =>
        it.Fault == CronFault.InsecureMode && it.Sentence == "cron ignores /var/spool/cron/crontabs/root: its mode is 0644, and a user's crontab must have 0600");

    [Theory]
    [InlineData(1000, "user 1000")]
    [InlineData(1, "daemon")]
    public void It_belongs_to_somebody_else(int owner, string name) => Files(Etc(Job, owner: owner)).OnlyFinding().Should().Match<CronFinding>(it =>
        it.Fault == CronFault.WrongOwner && it.Headline == $"cron ignores /etc/cron.d/cron-example: it belongs to {name}, not to root (its owner is {owner}:{owner})");

    [Theory]
    [InlineData(0, 1000, "the link belongs to user 1000, not to root (its owner is 1000:1000)", "chown -h root:root /etc/cron.d/cron-example")]
    [InlineData(1000, 1000, "it belongs to user 1000, not to root (its owner is 1000:1000)", "chown root:root /etc/cron.d/cron-example")]
    public void A_link_or_what_it_leads_to_belongs_to_somebody_else(int target, int owner, string headline, string advice)
    {
        var link = Facts(Example, TarEntryType.SymbolicLink, "0777", owner, "/app/crontab");
        var crontab = Crontab.Read(Etc(Job, owner: target).File with { Link = link }, CrontabForm.System);
        var finding = Files(crontab).OnlyFinding();
        (finding.Headline, finding.Advice).Should().Be(($"cron ignores {Example}: {headline}", advice));
    }

    [Fact]
    public void A_users_crontab_may_be_the_users_own() => Files(Spool("* * * * * date\n", "nobody", owner: 65534)).Findings().Should().BeEmpty();

    [Fact]
    public void It_has_a_second_name()
    {
        var linked = Etc(Job);
        linked = linked with { File = linked.File with { OtherNames = ["/etc/cron.d/other"] } };
        Files(linked).OnlyFinding().Should().Match<CronFinding>(it =>
            it.Fault == CronFault.HardLinked && it.Headline == "cron ignores /etc/cron.d/cron-example: the file has a second name (a hard link), /etc/cron.d/other (it has 2 names)");
    }

    [Theory]
    [InlineData("cron-example.txt", "a '.'", "cron-example")]
    [InlineData("my job.v2", "a space and a '.'", "my-job")]
    public void Its_name_has_a_dot(string name, string wrong, string better)
    {
        var finding = Files(Etc(Job, name)).OnlyFinding();
        (finding.Fault, finding.Sentence).Should().Be((CronFault.FileNameIgnored, $"cron ignores /etc/cron.d/{name}: there is {wrong} in its name"));
        finding.Fact.Should().Be("names in /etc/cron.d may have letters, digits, - and _ only; of others cron does not say a word");
        finding.Advice.Should().Be($"call it /etc/cron.d/{better}");
    }

    [Theory]
    [InlineData("job.dpkg-old")]
    [InlineData("job~")]
    [InlineData(".placeholder")]
    [InlineData("job.bak")]
    public void What_others_leave_beside_it_is_no_mistake(string name) => Files(Etc(Job), Etc(Job, name)).Findings().Should().BeEmpty();

    [Fact]
    public void A_text_that_is_no_crontab_is_no_mistake() => Files(Etc("Put your crontabs here, please!\n", "README.txt")).Findings().Should().BeEmpty();

    [Fact]
    public void With_l_dots_are_allowed() => (Files(Etc(Job, "org.example-job")) with { MainCommand = ["cron", "-f", "-l"] }).Findings().Should().BeEmpty();

    [Fact]
    public void A_link_that_leads_nowhere()
    {
        var link = Facts(Example, TarEntryType.SymbolicLink, "0777", 0, "/app/crontab");
        var crontab = Crontab.Read(new ArchivedFile { Facts = link, Link = link }, CrontabForm.System);
        Files(crontab).OnlyFinding().Should().Match<CronFinding>(it =>
            it.Fault == CronFault.CannotOpen && it.Sentence == "cron cannot open /etc/cron.d/cron-example: it is a link to /app/crontab, and there is no such file");
    }

    [Fact]
    public void A_byte_order_mark() => Files(Etc("\uFEFF" + Job)).OnlyFinding().Should().Match<CronFinding>(it =>
        it.Fault == CronFault.ByteOrderMark && it.Sentence == "cron ignores /etc/cron.d/cron-example: it begins with a byte order mark, which cron takes for a part of the first line");

    [Fact]
    public void More_lines_than_cron_reads() => Files(Etc(string.Concat(Enumerable.Repeat(Job, 10_004)))).OnlyFinding().Should().Match<CronFinding>(it =>
        it.Fault == CronFault.TooManyLines && it.Fact == "it has 10,004 lines, and cron takes 10,003 at most");

    [Fact]
    public void Debians_rules_are_not_for_busybox() =>
        (Files(Spool("* * * * * sh /usr/local/bin/task.sh", mode: "0644")) with { Daemon = CronDaemon.Busybox, MainCommand = ["crond", "-f"] }).Findings().Should().BeEmpty();

    [Fact]
    public void Two_faults_of_a_file_are_two_findings() =>
        Files(Etc(Job.TrimEnd(), mode: "0666", owner: 7)).Findings().Select(it => it.Fault).Should().Equal(CronFault.WrongOwner, CronFault.InsecureMode, CronFault.NoFinalNewline);
}
