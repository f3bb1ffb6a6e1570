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
        var runs = await fixture.Cron.WaitForRunsAsync(2, Token);
        runs.Should().HaveAtLeastRuns(2).And.BeSpacedBy(TimeSpan.FromMinutes(1), tolerance: TimeSpan.FromSeconds(3));
    }
}
