using System.Text;
using InfraSpecs.Cli.Write;
using InfraSpecs.Cron;

namespace InfraSpecs.Cli.Tests.Write;

public sealed class CrontabClaimsTests
{
    [Fact]
    public void The_class_says_what_was_seen() => SpecText.Write(Written("SHELL=/bin/sh\n25 6 * * * root backup.sh\n@reboot root start\n")).Should().Be(
        """
        using InfraSpecs.Cron;

        public sealed class BackupCrontabSpecs
        {
            private const string Crontab = "cron/backup";

            [Fact]
            public async Task Root_backup_sh_is_due_each_day_at_06_25()
            {
                var crontab = await CrontabFile.ReadAsync(Crontab, Token);
                crontab.Should().HaveJob("25 6 * * *", "root backup.sh");
            }

            [Fact]
            public async Task Root_backup_sh_is_due_first_on_Monday_1_March_06_25()
            {
                var crontab = await CrontabFile.ReadAsync(Crontab, Token);
                var job = crontab.Jobs.Should().ContainSingle(it => it.Command == "root backup.sh").Which;
                var next = CronSchedule.Parse(job.Schedule).NextAfter(new DateTimeOffset(2027, 2, 28, 23, 59, 0, TimeSpan.Zero), TimeZoneInfo.Utc);
                next.Should().Be(new DateTimeOffset(2027, 3, 1, 6, 25, 0, TimeSpan.Zero));
            }

            [Fact]
            public async Task Root_start_is_due_at_the_start()
            {
                var crontab = await CrontabFile.ReadAsync(Crontab, Token);
                crontab.Should().HaveJob("@reboot", "root start");
            }

            [Fact]
            public async Task It_has_no_other_job()
            {
                var crontab = await CrontabFile.ReadAsync(Crontab, Token);
                crontab.Should().HaveJobs(2);
            }

            [Fact]
            public async Task It_ends_with_a_newline()
            {
                var crontab = await CrontabFile.ReadAsync(Crontab, Token);
                crontab.Should().EndWithNewline();
            }
        }

        """);

    [Theory]
    [InlineData("* * * * *", "X_is_due_each_minute")]
    [InlineData("*/5 * * * *", "X_is_due_every_5_minutes")]
    [InlineData("17 * * * *", "X_is_due_each_hour_at_minute_17")]
    [InlineData("5 6 * * 1-5", "X_is_due_at_5_6_any_any_1_5")]
    [InlineData("@weekly", "X_is_due_weekly")]
    public void A_schedule_is_a_part_of_the_name(string schedule, string name) => SpecText.Write(Written($"{schedule} x\n")).Should().Contain($"{name}()");

    [Fact]
    public void It_compiles() => Compiled.Complaints(SpecText.Write(Written("25 6 * * * root echo \"hi\" \\\\ %x\n"))).Should().BeEmpty();

    [Fact]
    public void What_is_not_claimed_is_told() =>
        Written("61 * * * * a\n0 0 30 2 * b\n1 * * * * c\n2 * * * * c\n3 * * * *\n4 * * * * curl -u me:hunter2 http://x/\n5 * * * * d").Notes
        .Should().SatisfyRespectively(
        it => it.Should().StartWith("left out: when line 1 is due next, because minute 61: "),
        it => it.Should().Be("left out: when line 2 is due next, because it never is"),
        it => it.Should().Be("left out: when line 3 is due next, because its command is there several times"),
        it => it.Should().Be("left out: when line 4 is due next, because its command is there several times"),
        it => it.Should().Be("left out: line 5 of cron/backup, because it is no job: it has no command"),
        it => it.Should().Be("left out: line 6 of cron/backup, because it looks as if it had a secret in it"),
        it => it.Should().Be("left out: that it ends with a newline, because it does not, so that Debian's cron and cronie ignore the whole file"));

    [Fact]
    public void A_file_that_is_called_crontab_gives_its_name_once() => SpecText.Write(CrontabClaims.Write(CrontabFile.Parse("/etc/crontab", "@daily x\n"u8.ToArray()), "crontab")).Should()
        .Contain("public sealed class CrontabSpecs\n");

    private static SpecFile Written(string text) => CrontabClaims.Write(CrontabFile.Parse("cron/backup", Encoding.UTF8.GetBytes(text)), "cron/backup");
}
