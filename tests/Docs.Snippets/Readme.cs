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

public sealed class CronjobImage(EngineFixture engine) : ImageFixture(engine, "cronjob");

[RequiresEngine]
public sealed class CronjobImageSpecs(CronjobImage cronjob) : IClassFixture<CronjobImage>
{
    [Fact]
    public void The_image_starts_and_runs_elsewhere() // no container is started to look
    {
        cronjob.Image.Should().StartAsDeclared().And.BePortable().And.HaveNoSecrets().And.HaveSizeOfAtMost(150_000_000);
        cronjob.Image.Should().HaveFile("/etc/cron.d/cron-example").Which.Should().HaveMode("0644");
    }
}
