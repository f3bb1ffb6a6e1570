// The container is made from an image source of InfraSpecs. For yours derive a fixture: Options => new() { Image = "example/app", Job = "backup.sh" }.
[RequiresEngine]
public sealed class CronSpecs(CronFixture fixture) : IClassFixture<CronFixture>
{
    [Fact]
    public async Task The_job_runs_each_minute()
    {
        await fixture.Cron.RunForAsync(TimeSpan.FromMinutes(3), Token); // three seconds of ours: the container has a clock of its own
        var runs = await fixture.Cron.WaitForRunsAsync(3, Token);
        runs.Should().FollowSchedule("* * * * *").And.HaveSucceeded();
    }

    // Red, and it says why. Take the slashes away.
    // [Fact]
    // public async Task The_job_runs_each_hour()
    // {
    //     await fixture.Cron.RunForAsync(TimeSpan.FromMinutes(3), Token);
    //     var runs = await fixture.Cron.WaitForRunsAsync(3, Token);
    //     runs.Should().FollowSchedule("0 * * * *");
    // }
}
