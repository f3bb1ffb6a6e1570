using InfraSpecs.Cron;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cron;

/// <summary>The nights on which the clock on the wall leaps, as Debian's cron goes through them: each job as it is expected of it.</summary>
[RequiresEngine]
public sealed class DaylightSavingSpecs(EngineFixture fixture)
{
    private static readonly Dictionary<string, string> Jobs = new()
    {
        ["minutely"] = "* * * * *",
        ["fixed"] = "30 {0} * * *",
        ["wild"] = "*/30 {0} * * *",
        ["hourly"] = "30 * * * *",
    };

    [Theory]
    [InlineData("Europe/Berlin", 2, "2025-03-30T00:50:30Z", "2025-03-30T01:35:30Z", "minutely 45", "fixed 1", "wild 0", "hourly 1")]
    [InlineData("Europe/Berlin", 2, "2025-10-25T23:55:30Z", "2025-10-26T02:05:30Z", "minutely 130", "fixed 1", "wild 4", "hourly 2")]
    [InlineData("America/New_York", 2, "2025-03-09T06:50:30Z", "2025-03-09T07:35:30Z", "minutely 45", "fixed 1", "wild 0", "hourly 1")]
    [InlineData("America/New_York", 1, "2025-11-02T04:55:30Z", "2025-11-02T07:05:30Z", "minutely 130", "fixed 1", "wild 4", "hourly 2")]
    public async Task Nights(string zone, int hour, string from, string to, params string[] expected)
    {
        var (start, end) = (DateTimeOffset.Parse(from, null), DateTimeOffset.Parse(to, null));
        var schedules = Jobs.ToDictionary(it => it.Key, it => string.Format(null, it.Value, hour));
        await using var cron = await CronContainer.StartAsync(
            fixture.Engine, new CronOptions { StartAt = start, TimeZone = zone }.WithCrontab([.. schedules.Select(it => $"{it.Value} root echo {it.Key}")]), Token);
        await cron.RunForAsync(end - start, 300, Token);
        var runs = await cron.WaitForRunsAsync(expected.Sum(it => int.Parse(it.Split(' ')[1], null)), Token);
        Jobs.Keys.Select(it => $"{it} {runs.ForJob(it).Count}").Should().Equal(expected);
        runs.Zone.Id.Should().Be(zone);
        foreach (var (name, schedule) in schedules.Where(it => runs.ForJob(it.Key).Count > 0)) runs.ForJob(name).Should().FollowSchedule(schedule);
    }

    [Fact]
    public async Task A_zone_that_the_image_does_not_have_is_refused()
    {
        var start = () => CronContainer.StartAsync(
            fixture.Engine,
            new CronOptions { Image = "busybox", TimeZone = "Europe/Berlin", Configure = builder => builder.WithCommand("sh", "-c", "sleep 1000") },
            Token);
        var error = (await start.Should().ThrowAsync<CronException>()).Where(it => it.Reason == CronReason.ZoneMissing).Which;
        error.Zone.Should().Be("Europe/Berlin");
        error.Message.Should().Match("""
            cron-*: its image has no time zone Europe/Berlin, so that cron would live in UTC.
              What to do: install tzdata in the image; it has /usr/share/zoneinfo.
            """);
    }
}
