using InfraSpecs.Cron;

[RequiresEngine]
public sealed class BackupDiagnosisSpecs(EngineFixture fixture)
{
    [Fact]
    public async Task Nothing_keeps_its_jobs_from_running()
    {
        var start = new DateTimeOffset(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);
        await using var cron = await CronContainer.StartAsync(fixture.Engine, new CronOptions { Image = "my/backup:3", StartAt = start }, Token);
        await cron.AdvanceToAsync(start.AddMinutes(1), Token);

        var diagnosis = await cron.DiagnoseAsync(Token);
        diagnosis.Should().BeClean();
    }
}
