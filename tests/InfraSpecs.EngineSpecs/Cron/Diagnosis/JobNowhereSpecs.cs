using Docker.DotNet.Models;
using InfraSpecs.Cron;
using InfraSpecs.EngineSpecs.Faults;
using InfraSpecs.Xunit;
using static InfraSpecs.EngineSpecs.Cron.Diagnosis.CronScene;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cron.Diagnosis;

/// <summary>A job that is in no crontab which cron reads, though Debian's own jobs are there.</summary>
[RequiresEngine]
public sealed class JobNowhereSpecs(EngineFixture fixture)
{
    private const string Alone = "rm /etc/cron.d/*";

    [Theory]
    [Fault("Cron", "cron.allow does not name who calls crontab", Names = "You (app) are not allowed to use this program (crontab)")]
    [InlineData("cron.allow does not name who calls crontab", "useradd -m app; echo root > /etc/cron.allow; echo '* * * * * date' | runuser -u app crontab -", CronFault.CrontabRefused)]
    [Fault("Cron", "the entry point gives crontab a wrong line", Names = "bad minute")]
    [InlineData("the entry point gives crontab a wrong line", "echo '61 * * * * date' | crontab -", CronFault.CrontabRefused)]
    [Fault("Cron", "the entry point names a user to crontab who is not there", Names = "user `ghost' unknown")]
    [InlineData("the entry point names a user to crontab who is not there", "echo '* * * * * date' | crontab -u ghost -", CronFault.CrontabRefused)]
    [Fault("Cron", "the crontab lies in the folder above the spool", Names = "cron does not read /var/spool/cron/root")]
    [InlineData("the crontab lies in the folder above the spool", "echo '* * * * * date' > /var/spool/cron/root; chmod 600 /var/spool/cron/root", CronFault.CrontabNotRead)]
    [Fault("Cron", "the crontab lies where Alpine has it", Names = "cron does not read /etc/crontabs/root")]
    [InlineData("the crontab lies where Alpine has it", "mkdir /etc/crontabs; echo '* * * * * date' > /etc/crontabs/root", CronFault.CrontabNotRead)]
    [Fault("Cron", "the crontab lies in a folder of another name", Names = "cron does not read /etc/cron.jobs/backup")]
    [InlineData("the crontab lies in a folder of another name", "mkdir /etc/cron.jobs; echo '* * * * * root date' > /etc/cron.jobs/backup", CronFault.CrontabNotRead)]
    [Fault("Cron", "a script lies in a folder that no job runs", Names = "nothing runs /etc/cron.yearly/report")]
    [InlineData("a script lies in a folder that no job runs", "printf '#!/bin/sh\\ndate\\n' > /etc/cron.yearly/report; chmod 0755 /etc/cron.yearly/report", CronFault.CrontabNotRead)]
    [Fault("Cron", "the image has no job but Debian's own", Names = "there is no job in cron-")]
    [InlineData("the image has no job but Debian's own", "true", CronFault.NoJob)]
    public async Task Where_the_job_is_instead(string fault, string command, CronFault cause)
    {
        await using var cron = await new CronScene(fixture.Engine).Configure(builder => builder.WithEntrypoint("sh", "-c", $"{Alone}; {command}; exec cron -f")).StartAsync(Token);
        await cron.AdvanceToAsync(Noon, Token);
        var wait = () => cron.WaitForRunsAsync(1, TimeSpan.FromSeconds(1), Token);
        var error = (await wait.Should().ThrowAsync<CronException>().Where(e => e.Reason == CronReason.RunsMissing)).Which;
        error.ShouldNameItsFault(fault);
        error.Diagnosis!.Should().HaveCause(cause).And.HaveNoOtherCause();
    }

    [Theory]
    [Fault("Cron", "a volume lies over the spool", Names = "a volume lies over /var/spool/cron/crontabs, and hides what the image has there")]
    [InlineData("a volume lies over the spool", "volume")]
    [Fault("Cron", "a tmpfs lies over the spool", Names = "a mount lies over /var/spool/cron/crontabs, and hides what the image has there")]
    [InlineData("a tmpfs lies over the spool", "tmpfs")]
    public async Task A_mount_over_the_spool(string fault, string type)
    {
        Mount mount = new() { Type = type, Target = "/var/spool/cron/crontabs", VolumeOptions = type == "volume" ? new() { NoCopy = true } : null };
        var image = await InlineImage.BuildAsync(
            fixture.Engine, "cron-spool", $"FROM {await fixture.Engine.Images.GetAsync("cronjob", Token)}\nRUN {Alone} && echo '* * * * * date' | crontab -\n", Token);
        await using var good = await new CronScene(fixture.Engine) { Image = image }.StartAsync(Token);
        await using var cron = await new CronScene(fixture.Engine) { Image = image }
            .Configure(builder => builder.WithCreateParameterModifier(create => create.HostConfig!.Mounts = [.. create.HostConfig.Mounts ?? [], mount])).StartAsync(Token);
        await Task.WhenAll(good.AdvanceToAsync(Noon, Token), cron.AdvanceToAsync(Noon, Token));
        await good.WaitForRunsAsync(1, TimeSpan.FromSeconds(30), Token);
        (await good.DiagnoseAsync(Token)).Should().BeClean();
        var wait = () => cron.WaitForRunsAsync(1, TimeSpan.FromSeconds(1), Token);
        (await wait.Should().ThrowAsync<CronException>().Where(e => e.Reason == CronReason.RunsMissing)).Which.ShouldNameItsFault(fault);
    }

    [Fact]
    [Fault("Cron", "no crontab has the job that matters", Names = "no crontab has a job with `backup.sh` in its command")]
    public async Task The_job_that_matters()
    {
        await using var cron = await CronContainer.StartAsync(fixture.Engine, new CronOptions { Job = "backup.sh", StartAt = Noon.AddSeconds(-30) }, Token);
        await cron.AdvanceToAsync(Noon, Token);
        var wait = () => cron.WaitForRunsAsync(1, TimeSpan.FromSeconds(1), Token);
        (await wait.Should().ThrowAsync<CronException>().Where(e => e.Reason == CronReason.RunsMissing)).Which.ShouldNameItsFault();
        (await cron.DiagnoseAsync(Token)).Should().HaveCause(CronFault.NoJob);
    }

    [Fact]
    [Fault("Cron", "another line of the crontab is wrong", Names = "the minute 61 in line 2 is not possible")]
    public async Task A_line_of_another_job_that_drops_the_whole_file()
    {
        await using var cron = await CronContainer
            .StartAsync(fixture.Engine, new CronOptions { Job = "task.sh", StartAt = Noon.AddSeconds(-30) }.WithCrontab(Job.TrimEnd(), "61 * * * * root date"), Token);
        await cron.AdvanceToAsync(Noon, Token);
        var wait = () => cron.WaitForRunsAsync(1, TimeSpan.FromSeconds(1), Token);
        (await wait.Should().ThrowAsync<CronException>().Where(e => e.Reason == CronReason.RunsMissing)).Which.ShouldNameItsFault();
    }
}
