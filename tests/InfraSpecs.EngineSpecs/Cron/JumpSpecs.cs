using InfraSpecs.Cron;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cron;

/// <summary>What Debian's cron does about a jump, and that it is what is expected of it.</summary>
[RequiresEngine]
public sealed class JumpSpecs(EngineFixture fixture)
{
    private static readonly DateTimeOffset Start = new(2027, 3, 1, 5, 39, 40, TimeSpan.Zero);
    private static readonly Dictionary<string, string> Jobs = new()
    {
        ["minutely"] = "* * * * *",
        ["early"] = "25 6 * * *",
        ["half"] = "30 6 * * *",
        ["hourly"] = "25 * * * *",
    };

    [Theory]
    [InlineData(1, "minutely 1", "early 0", "half 0", "hourly 0")]
    [InlineData(4, "minutely 4", "early 0", "half 0", "hourly 0")]
    [InlineData(30, "minutely 1", "early 0", "half 0", "hourly 0")]
    [InlineData(60, "minutely 1", "early 1", "half 1", "hourly 0")]
    [InlineData(180, "minutely 1", "early 1", "half 1", "hourly 0")]
    [InlineData(200, "minutely 1", "early 0", "half 0", "hourly 0")]
    [InlineData((24 * 60) + 45, "minutely 1", "early 1", "half 0", "hourly 1")]
    public async Task Jumps(int minutes, params string[] expected)
    {
        await using var cron = await CronContainer.StartAsync(
            fixture.Engine, new CronOptions { StartAt = Start }.WithCrontab([.. Jobs.Select(it => $"{it.Value} root echo {it.Key}")]), Token);
        // Up to 05:40, where the daemon has done its minute; then from there.
        await cron.AdvanceToAsync(Start.AddSeconds(20), Token);
        await cron.WaitForRunsAsync(1, Token);
        await cron.AdvanceToAsync(Start.AddSeconds(20).AddMinutes(minutes), Token);
        var runs = await cron.WaitForRunsAsync(1 + expected.Sum(it => int.Parse(it.Split(' ')[1], null)), Token);
        Jobs.Keys.Select(it => $"{it} {runs.ForJob(it).Count - (it == "minutely" ? 1 : 0)}").Should().Equal(expected);
        foreach (var (name, schedule) in Jobs.Where(it => runs.ForJob(it.Key).Count > 0)) runs.ForJob(name).Should().FollowSchedule(schedule);
    }
}
