using InfraSpecs;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace Walkthrough.Specs.Cron;

[RequiresEngine]
[Trait("Section", "3.1.1")]
public sealed class CronjobSpecs(CronFixture fixture) : IClassFixture<CronFixture>
{
    [Fact]
    public async Task Cron_is_process_number_1()
    {
        var processes = await fixture.Cron.Container.ReadProcessesAsync(Token);
        processes.Should().HaveMainProcess("cron");
    }

    [Fact]
    public async Task The_crontab_is_a_file_of_root_with_mode_0644()
    {
        var crontab = await fixture.Cron.Container.FindFileAsync("/etc/cron.d/cron-example", Token);
        crontab.Should().BeRegularFile().And.HaveMode("0644").And.HaveOwner(0, 0);
    }

    [Fact]
    public async Task The_job_runs_each_minute()
    {
        await fixture.Cron.RunForAsync(TimeSpan.FromMinutes(3), 20, Token);
        var runs = await fixture.Cron.WaitForRunsAsync(3, Token);
        runs.Should().HaveAtLeastRuns(3).And.FollowSchedule("* * * * *").And.HaveSucceeded().And.NotOverlap();

        var log = await fixture.Cron.Log.WaitForMatchesAsync(3, TimeSpan.FromSeconds(15), Token);
        log.Matches.Should().OnlyContain(line => line.Text.EndsWith("Hello!"));
    }
}
