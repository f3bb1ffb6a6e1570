using InfraSpecs.Cron;

[RequiresEngine]
public sealed class BackupJobSpecs(EngineFixture fixture)
{
    [Fact]
    public async Task The_backup_runs_in_the_morning()
    {
        var morning = new DateTimeOffset(2028, 2, 28, 6, 25, 0, TimeSpan.Zero);
        var options = new CronOptions { Image = "my/backup:3", Job = "backup", StartAt = morning.AddMinutes(-5) };
        await using var cron = await CronContainer.StartAsync(fixture.Engine, options, Token);

        await cron.AdvanceToAsync(morning, Token);

        var runs = await cron.WaitForRunsAsync(1, TimeSpan.FromSeconds(2), Token);
        runs.Should().FollowSchedule("25 6 * * *").And.HaveSucceeded();
    }
}
