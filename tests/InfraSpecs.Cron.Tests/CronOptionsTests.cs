namespace InfraSpecs.Cron.Tests;

public sealed class CronOptionsTests
{
    [Fact]
    public void The_defaults_are_the_tutorials() => new CronOptions().Should().BeEquivalentTo(new
    {
        Image = "cronjob",
        Job = (string?)null,
        StartAt = (DateTimeOffset?)null,
        TimeZone = (string?)null,
        Daemon = (CronDaemon?)null,
        LogFile = "/var/log/cron.log",
        RunPattern = ".",
        Every = TimeSpan.FromMinutes(1),
        Slack = TimeSpan.FromSeconds(15),
        Init = false,
    });
}
