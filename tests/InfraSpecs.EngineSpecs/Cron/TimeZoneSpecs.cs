using InfraSpecs.Cron;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cron;

/// <summary>The zone that a real daemon lives in: a job of half past two runs when it is that late there, and the container's files say the same.</summary>
[RequiresEngine]
public sealed class TimeZoneSpecs(EngineFixture fixture)
{
    private const string WithCopy = "RUN cp --remove-destination /usr/share/zoneinfo/America/New_York /etc/localtime";
    private const string WithLink = "RUN ln -sf /usr/share/zoneinfo/America/New_York /etc/localtime && echo Europe/Berlin > /etc/timezone";
    private const string WithNothing = "RUN rm -rf /usr/share/zoneinfo /etc/localtime";

    [Theory]
    [InlineData(WithCopy, null, "06:30", "EST5EDT,M3.2.0,M11.1.0")]
    [InlineData(WithCopy, ":/etc/localtime", "06:30", ":/etc/localtime")]
    [InlineData(WithCopy, "CET-1CEST,M3.5.0,M10.5.0/3", "00:30", "CET-1CEST,M3.5.0,M10.5.0/3")]
    [InlineData(WithCopy, ":Europe/Amsterdam", "00:30", ":Europe/Amsterdam")]
    [InlineData(WithNothing, "<+0330>-3:30", "23:00", "<+0330>-3:30")]
    [InlineData(WithNothing, "AST4ADT", "05:30", "AST4ADT")]
    [InlineData(WithNothing, "Etc/UTC", "02:30", "UTC")]
    public async Task It_is_what_the_C_library_loads(string change, string? variable, string at, string name)
    {
        var runs = await RunsAsync(change, variable, at);
        runs.Zone.Id.Should().Be(name);
        runs.Diagnosis!.Should().BeClean();
    }

    [Fact]
    public async Task A_zone_that_the_image_does_not_have_is_UTC_and_that_is_said() =>
        (await RunsAsync(WithNothing, "Europe/Amsterdam", "02:30")).Diagnosis!.Findings.Should().ContainSingle().Which.Headline.Should().Be(
            "cron lives in UTC, not in Europe/Amsterdam: the container does not have that time zone (TZ is `Europe/Amsterdam`, and /usr/share/zoneinfo/Europe/Amsterdam is not there or is no time zone)");

    [Fact]
    public async Task A_file_that_no_daemon_reads() =>
        (await RunsAsync(WithLink, null, "06:30")).Diagnosis!.Headline.Should().StartWith("cron lives in America/New_York, not in Europe/Berlin, which /etc/timezone names (");

    private async Task<CronRuns> RunsAsync(string change, string? variable, string at)
    {
        var image = await InlineImage.BuildAsync(fixture.Engine, "cron-zone", $"FROM {await fixture.Engine.Images.GetAsync("cronjob", Token)}\n{change}\n", Token);
        var due = DateTimeOffset.Parse($"2027-07-01T{at}Z", null);
        var options = new CronOptions { Image = image, StartAt = due.AddSeconds(-30) }.WithCrontab("30 2 * * * root echo due");
        await using var cron = await CronContainer.StartAsync(
            fixture.Engine, variable is null ? options : options with { Configure = builder => options.Configure!(builder).WithEnvironment("TZ", variable) }, Token);
        await cron.RunForAsync(TimeSpan.FromMinutes(1), Token);
        var runs = await cron.WaitForRunsAsync(1, Token);
        runs.Should().HaveRuns(1).And.FollowSchedule("30 2 * * *");
        return runs;
    }
}
