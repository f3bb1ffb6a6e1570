using System.Text;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using InfraSpecs.Cron;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cron;

/// <summary>Which files busybox's crond reads, as its command line says, and which not.</summary>
[RequiresEngine]
public sealed class BusyboxFolderSpecs(EngineFixture fixture)
{
    private const UnixFileModes Executable = UnixFileModes.UserRead | UnixFileModes.UserExecute;
    private const string Usual = "/var/spool/cron/crontabs";

    private static readonly DateTimeOffset Start = new(2027, 3, 1, 12, 0, 30, TimeSpan.Zero);

    [Theory]
    [InlineData("/jobs/root", "busybox", "crond", "-f", "-c", "/jobs")]
    [InlineData("/data/jobs/root", "sh", "-c", "ln -s data/jobs /linked; exec busybox crond -fc/linked")]
    [InlineData("/jobs/root", "/start.sh")]
    [InlineData("/etc/cron.d/root", "sh", "-c", "exec busybox crond -f -c /etc/cron.d")]
    public async Task Another_folder(string crontab, params string[] command)
    {
        await using var cron = await StartAsync(command, builder => builder
            .WithResourceMapping(Text("* * * * * echo there\n"), crontab)
            .WithResourceMapping(Text("#!/bin/sh\nmkdir -p /jobs\nexec busybox crond -c /jobs -f\n"), "/start.sh", fileMode: Executable));
        await cron.RunForAsync(TimeSpan.FromMinutes(1), Token);
        var runs = await cron.WaitForRunsAsync(1, Token);
        runs.ForJob("echo there").Should().HaveRuns(1).And.FollowSchedule("* * * * *");
        runs.Diagnosis!.Findings.Select(it => it.Headline).Should().ContainSingle()
            .Which.Should().StartWith($"busybox's crond does not read {Usual}/root: it knows users' crontabs in ").And.EndWith(" only (1 of its lines is a job)");
    }

    [Fact]
    public async Task The_file_by_which_it_is_told_whose_crontabs_to_read_is_none()
    {
        await using var cron = await StartAsync(["busybox", "crond", "-f"], builder => builder
            .WithResourceMapping(Text("nobody\n"), $"{Usual}/cron.update")
            .WithResourceMapping(Text("* * * * * wrong\n"), $"{Usual}/root.bak")
            .WithResourceMapping(Text("* * * * * echo told\n"), $"{Usual}/nobody"));
        (await cron.DiagnoseAsync(Token)).Findings.Should().NotContain(it => it.Fault != CronFault.NotDue);
        await cron.RunForAsync(TimeSpan.FromMinutes(1), Token);
        (await cron.WaitForRunsAsync(2, Token)).ForJob("told").Should().HaveRuns(1);
        (await cron.Container.FindFileAsync($"{Usual}/cron.update", Token)).Should().BeNull("it reads it and deletes it");
        (await cron.DiagnoseAsync(Token)).Should().BeClean();
    }

    private Task<CronContainer> StartAsync(string[] command, Func<ContainerBuilder, ContainerBuilder> configure) => CronContainer.StartAsync(
        fixture.Engine,
        new CronOptions { Image = "busybox-cron", StartAt = Start, Configure = builder => configure(builder.WithCommand(command)) },
        Token);

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
