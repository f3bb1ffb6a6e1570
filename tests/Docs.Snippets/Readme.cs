using InfraSpecs;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

[assembly: AssemblyFixture(typeof(EngineFixture))]

[RequiresEngine]
public sealed class CronjobSpecs(CronFixture fixture) : IClassFixture<CronFixture>
{
    [Fact]
    public async Task The_job_runs_each_minute()
    {
        await fixture.Cron.RunForAsync(TimeSpan.FromMinutes(3), Token); // three seconds of ours: the container has a clock of its own
        var runs = await fixture.Cron.WaitForRunsAsync(3, Token);
        runs.Should().FollowSchedule("* * * * *").And.HaveSucceeded();
    }
}
