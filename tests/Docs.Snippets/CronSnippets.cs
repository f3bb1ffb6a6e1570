using InfraSpecs;
using InfraSpecs.Cron;

namespace Docs.Snippets;

/// <summary>The snippets of docs/cron.md, a method for each.</summary>
internal static class CronSnippets
{
    public static async Task DailyAsync(Engine engine, CancellationToken token)
    {
        var morning = new DateTimeOffset(2027, 3, 1, 6, 25, 0, TimeSpan.Zero);
        await using var cron = await CronContainer.StartAsync(engine, new CronOptions
        {
            Image = "my/backup:3",
            Job = "backup.sh",
            StartAt = morning.AddMinutes(-5),
        }, token);

        await cron.AdvanceToAsync(morning, token);
        await cron.AdvanceToAsync(morning.AddDays(1), token);
        await cron.AdvanceToAsync(morning.AddDays(2), token);

        var runs = await cron.WaitForRunsAsync(3, token);
        runs.Should().HaveRuns(3).And.FollowSchedule("25 6 * * *").And.HaveSucceeded();
    }

    public static async Task WrittenAsync(CancellationToken token)
    {
        var crontab = await CrontabFile.ReadAsync("cron/backup", token);
        crontab.Should().HaveJob("25 6 * * *", "root backup.sh").And.HaveJobs(1).And.EndWithNewline();
    }

    public static async Task HourAsync(CronContainer cron, CancellationToken token)
    {
        await cron.RunForAsync(TimeSpan.FromHours(1), token);
        var runs = await cron.WaitForRunsAsync(12, token);
        runs.Should().FollowSchedule("*/5 * * * *").And.NotOverlap().And.HaveTakenAtMost(TimeSpan.FromMinutes(2));
    }

    public static async Task AgainAsync(CronContainer cron, CancellationToken token)
    {
        await cron.Container.StopAsync(token);
        await cron.Container.StartAsync(token);
        await cron.RunForAsync(TimeSpan.FromMinutes(5), token);
    }

    public static void Due(TimeZoneInfo berlin)
    {
        var schedule = CronSchedule.Parse("30 2 * * *", CronDaemon.Debian);
        var next = schedule.NextAfter(new DateTimeOffset(2027, 3, 27, 12, 0, 0, TimeSpan.Zero), berlin); // 2027-03-28 01:00 UTC: 03:00 in Berlin
        Console.WriteLine(next);
    }
}
