using System.Text;
using DotNet.Testcontainers.Builders;
using InfraSpecs.Cron;
using InfraSpecs.Xunit;
using static InfraSpecs.EngineSpecs.Cron.Diagnosis.CronScene;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cron.Diagnosis;

/// <summary>busybox's crond has rules of its own, and Debian's do not hold for it.</summary>
[RequiresEngine]
public sealed class BusyboxFaultSpecs(EngineFixture fixture)
{
    private const string Crontab = "/var/spool/cron/crontabs/root";

    [Fact]
    public async Task The_image_is_clean() => (await CronContainer.DiagnoseImageAsync(fixture.Engine, "busybox-cron", Token)).Should().BeClean();

    [Fact]
    public async Task It_needs_no_newline_and_looks_at_no_mode_and_leaves_a_percent_sign()
    {
        await using var cron = await StartAsync(builder => builder.WithResourceMapping("* * * * * echo got $(echo %)"u8.ToArray(), Crontab));
        await cron.AdvanceToAsync(Noon, Token);
        var runs = await cron.WaitForRunsAsync(1, TimeSpan.FromSeconds(30), Token);
        runs.All[0].Output.Should().Be("got %\n");
        (await cron.DiagnoseAsync(Token)).Should().BeClean();
    }

    [Fact]
    public async Task It_does_not_read_etc_cron_d()
    {
        await using var cron = await StartAsync(builder => builder.WithResourceMapping(Encoding.ASCII.GetBytes(Job), Example));
        (await cron.DiagnoseAsync(Token)).Findings[0].Headline.Should().Be(
            "busybox's crond does not read /etc/cron.d/cron-example: it knows users' crontabs in /var/spool/cron/crontabs only (1 of its lines is a job)");
    }

    [Fact]
    public async Task It_reads_no_crontab_that_is_not_roots()
    {
        await using var cron = await StartAsync(builder => builder.WithResourceMapping(Encoding.ASCII.GetBytes("* * * * * date\n"), Crontab, 65534));
        await cron.AdvanceToAsync(Noon, Token);
        var diagnosis = await cron.DiagnoseAsync(Token);
        diagnosis.Headline.Should().Be("cron ignores /var/spool/cron/crontabs/root: it belongs to nobody, not to root (its owner is 65534:0)");
        diagnosis.Should().HaveCause(CronFault.WrongOwner).And.HaveNoOtherCause();
        (await cron.ReadRunsAsync(Token)).All.Should().BeEmpty();
    }

    [Fact]
    public async Task It_takes_no_variables()
    {
        await using var cron = await StartAsync(builder => builder
            .WithResourceMapping("PATH=/opt/app:$PATH\nX=1\n* * * * * report\n* * * * * echo \"x is '$X'\"\n"u8.ToArray(), Crontab)
            .WithResourceMapping("#!/bin/sh\ntrue\n"u8.ToArray(), "/opt/app/report", fileMode: (DotNet.Testcontainers.Configurations.UnixFileModes)Convert.ToInt32("755", 8)));
        await cron.AdvanceToAsync(Noon, Token);
        var runs = await cron.WaitForRunsAsync(2, TimeSpan.FromSeconds(30), Token);
        runs.ForJob("report").All[0].ExitCode.Should().Be(127);
        runs.ForJob("echo").All[0].Output.Should().Be("x is ''\n");
        var diagnosis = await cron.DiagnoseAsync(Token);
        diagnosis.Should().HaveCause(CronFault.VariableIgnored).And.HaveNoOtherCause();
        diagnosis.Findings.Select(it => it.Sentence).Should().Equal(
            $"the job in line 3 of {Crontab} does not find report: busybox's crond ignores PATH= in line 1", $"the job in line 4 of {Crontab} does not get X: busybox's crond ignores X= in line 2");
    }

    private Task<CronContainer> StartAsync(Func<ContainerBuilder, ContainerBuilder> configure) => CronContainer.StartAsync(
        fixture.Engine, new CronOptions { Image = "busybox-cron", StartAt = Noon.AddMinutes(-5), Configure = configure }, Token);
}
