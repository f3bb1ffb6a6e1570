using InfraSpecs.Cron;
using InfraSpecs.EngineSpecs.Faults;
using InfraSpecs.Xunit;
using static InfraSpecs.EngineSpecs.Cron.Diagnosis.CronScene;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cron.Diagnosis;

/// <summary>Crontabs that Debian's cron does not take. Each is told from the files alone as well, before anything runs.</summary>
[RequiresEngine]
public sealed class IgnoredCrontabSpecs(EngineFixture fixture)
{
    private const string Ignores = "cron ignores /etc/cron.d/cron-example: ";
    private const string SyntaxError = "cron said `Error: bad username; while reading /etc/cron.d/cron-example`";

    public static TheoryData<CronFault, string, string, string> Lines => new()
    {
        { CronFault.NoFinalNewline, "* * * * * root sh /usr/local/bin/task.sh", "its last line does not end with a newline (line 1, `* * * * * root sh /usr/local/bin/task.sh`, is where the file ends", "cron said `(*system*cron-example) ERROR (Missing newline before EOF, this crontab file will be ignored)`" },
        { CronFault.NoFinalNewline, Job + "1 * * * * root date", "its last line does not end with a newline (line 2, `1 * * * * root date`, is where the file ends", "cron said `(*system*cron-example) ERROR (Missing newline before EOF, this crontab file will be ignored)`" },
        { CronFault.UserFieldMissing, "* * * * * sh /usr/local/bin/task.sh\n", "line 1 names no user between schedule and command (line 1 is `* * * * * sh /usr/local/bin/task.sh`; cron takes `sh` for a user's name", SyntaxError },
        { CronFault.UserFieldMissing, "* * * * * /usr/local/bin/task.sh\n", "line 1 names no user between schedule and command (line 1 is `* * * * * /usr/local/bin/task.sh`; cron takes `/usr/local/bin/task.sh` for a user's name", "cron said `Error: bad command; while reading /etc/cron.d/cron-example`" },
        { CronFault.SixFields, "0 * * * * * root sh /usr/local/bin/task.sh\n", "line 1 has six fields of time, and cron knows five (line 1 is `0 * * * * * root sh /usr/local/bin/task.sh`; cron takes `*` for a user's name", SyntaxError },
        { CronFault.UserUnknown, "* * * * * nobody2 sh /usr/local/bin/task.sh\n", "the user nobody2 in line 1 does not exist (there is no nobody2 in /etc/passwd", SyntaxError },
        { CronFault.ScheduleInvalid, "61 * * * * root sh /usr/local/bin/task.sh\n", "the minute 61 in line 1 is not possible (it is out of range; a minute is 0 to 59 or *, also as 0,30 or 10-20 or */5", "cron said `Error: bad minute; while reading /etc/cron.d/cron-example`" },
        { CronFault.CarriageReturnInCrontab, "SHELL=/bin/sh\r\n\r\n* * * * * root sh /x\r\n", "it has Windows line endings, and cron takes the carriage return in line 2, blank otherwise, for a minute (line 2 is `\\r`", "cron said `Error: bad minute; while reading /etc/cron.d/cron-example`" },
        { CronFault.ByteOrderMark, "\uFEFF" + Job, "it begins with a byte order mark, which cron takes for a part of the first line (its first bytes are EF BB BF", "cron said `Error: bad minute; while reading /etc/cron.d/cron-example`" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task A_line_is_wrong(CronFault fault, string crontab, string what, string said)
    {
        var (diagnosis, lint) = await new CronScene(fixture.Engine).With(Example, crontab).DiagnoseAsync(0, Token);
        diagnosis.Headline.Should().Be($"{Ignores}{what}; {said})");
        diagnosis.Should().HaveCause(fault).And.HaveNoOtherCause();
        lint.Headline.Should().Be($"{Ignores}{what})");
    }

    [Theory]
    [InlineData("0666", 0, CronFault.InsecureMode, "its mode is 0666, so that everybody may write it (cron trusts only what nobody but its owner, root, may write", "INSECURE MODE (group/other writable)")]
    [InlineData("0664", 0, CronFault.InsecureMode, "its mode is 0664, so that its group may write it (cron trusts only what nobody but its owner, root, may write", "INSECURE MODE (group/other writable)")]
    [InlineData("0644", 1000, CronFault.WrongOwner, "it belongs to user 1000, not to root (its owner is 1000:1000", "WRONG FILE OWNER")]
    public async Task The_file_cannot_be_trusted(string mode, int owner, CronFault fault, string what, string said)
    {
        var (diagnosis, lint) = await new CronScene(fixture.Engine).With(Example, Job, mode, owner).DiagnoseAsync(0, Token);
        diagnosis.Headline.Should().Be($"{Ignores}{what}; cron said `(*system*cron-example) {said} (/etc/cron.d/cron-example)`)");
        diagnosis.Should().HaveCause(fault).And.HaveNoOtherCause();
        lint.Headline.Should().Be($"{Ignores}{what})");
    }

    [Fact]
    [Fault("Cron", "the crontab has a second name", Names = "the file has a second name (a hard link), /etc/second")]
    public async Task The_file_has_a_second_name_in_etc()
    {
        var (diagnosis, lint) = await Entering("ln /etc/cron.d/cron-example /etc/second").DiagnoseAsync(0, Token);
        diagnosis.Headline.Should().Be(
            Ignores + "the file has a second name (a hard link), /etc/second (it has 2 names; cron said `(*system*cron-example) NUMBER OF HARD LINKS > 1 (/etc/cron.d/cron-example)`)");
        diagnosis.Should().HaveCause(CronFault.HardLinked).And.HaveNoOtherCause();
        lint.Should().HaveCause(CronFault.HardLinked);
        diagnosis.Headline!.ShouldNameItsFault();
    }

    [Fact]
    public async Task A_second_name_elsewhere_only_cron_can_tell()
    {
        var (diagnosis, lint) = await Entering("ln /etc/cron.d/cron-example /root/second").DiagnoseAsync(0, Token);
        diagnosis.Headline.Should().Be(Ignores + "the file has a second name (a hard link) (cron said `(*system*cron-example) NUMBER OF HARD LINKS > 1 (/etc/cron.d/cron-example)`)");
        lint.Should().BeClean();
    }

    [Fact]
    [Fault("Cron", "the crontab's name has a dot", Names = "there is a '.' in its name")]
    public async Task The_name_has_a_dot()
    {
        var (diagnosis, lint) = await Entering("rm /etc/cron.d/cron-example").With("/etc/cron.d/cron-example.txt", Job).DiagnoseAsync(0, Token);
        diagnosis.Headline.Should().Be(
            "cron ignores /etc/cron.d/cron-example.txt: there is a '.' in its name (names in /etc/cron.d may have letters, digits, - and _ only; of others cron does not say a word)");
        lint.Should().HaveCause(CronFault.FileNameIgnored).And.HaveNoOtherCause();
        diagnosis.Headline!.ShouldNameItsFault();
    }

    [Fact]
    [Fault("Cron", "the crontab is a link that leads nowhere", Names = "it is a link to /app/crontab, and there is no such file")]
    public async Task A_link_that_leads_nowhere()
    {
        var (diagnosis, lint) = await Entering("ln -sf /app/crontab /etc/cron.d/cron-example").DiagnoseAsync(0, Token);
        diagnosis.Headline.Should().Match(
            "cron cannot open /etc/cron.d/cron-example: it is a link to /app/crontab, and there is no such file (*; cron said `(*system*cron-example) CAN'T OPEN SYMLINK (/etc/cron.d/cron-example)`)");
        lint.Should().HaveCause(CronFault.CannotOpen).And.HaveNoOtherCause();
        diagnosis.Headline!.ShouldNameItsFault();
    }

    [Fact]
    public async Task Users_crontabs()
    {
        var (diagnosis, lint) = await new CronScene(fixture.Engine)
            .With("/var/spool/cron/crontabs/nobody", "* * * * * date\n", "0644")
            .With("/var/spool/cron/crontabs/nosuch", "* * * * * date\n", "0600")
            .DiagnoseAsync(1, Token);
        diagnosis.Findings.Select(it => it.Headline).Should().Equal(
            "cron ignores /var/spool/cron/crontabs/nobody: its mode is 0644, and a user's crontab must have 0600 (what crontab(1) writes has that mode; cron said `(nobody) INSECURE MODE (mode 0600 expected) (crontabs/nobody)`)",
            "cron ignores /var/spool/cron/crontabs/nosuch: there is no user nosuch (the name of a user's crontab is the user, and there is no nosuch in /etc/passwd; cron said `(nosuch) ORPHAN (no passwd entry)`)");
        lint.Findings.Select(it => it.Fault).Should().Equal(CronFault.InsecureMode, CronFault.UserUnknown);
    }

    private CronScene Entering(string command) => new CronScene(fixture.Engine).Configure(builder => builder.WithEntrypoint("sh", "-c", command + "; exec cron -f"));
}
