using System.Text;
using InfraSpecs.Cron;

namespace InfraSpecs.Benchmarks;

/// <summary>How long a daily job takes to verify, and whether an hour at x60 loses or doubles a run while both cores are busy.</summary>
internal static class CronTime
{
    private const int Days = 20;
    private const int Starts = 9;
    private static readonly DateTimeOffset Morning = new(2028, 3, 1, 6, 25, 0, TimeSpan.Zero);

    public static async Task<IReadOnlyList<Row>> RunAsync(Engine engine, CancellationToken token)
    {
        Samples whole = new(), bare = new();
        for (var i = 0; i < Starts; i++)
        {
            await whole.TimeAsync(() => VerifyAsync(engine, token));
            await bare.TimeAsync(() => BareAsync(engine, token));
        }

        var (advance, line) = await AdvanceAsync(engine, token);
        var report = await HourAsync(engine, token);
        return
        [
            new("create -> daily job at 06:25 seen, median", whole.Median, bare.Median, "ms", "<= 900 ms", whole.Median <= 900,
                $"{Starts} containers, with their removal; the floor is a start and a removal of the same container without a clock"),
            new("AdvanceToAsync -> job's line seen, median", advance.Median, line.Median, "ms", "<= 250 ms", advance.Median <= 250,
                $"{Days} days; the floor is the same line written by an exec, until it is seen"),
            new("an hour of minutely runs at x60 under full load", report.OnTime.Count, report.Due.Count, "runs", "60 of 60, none doubled", report is { IsFollowed: true, OnTime.Count: 60 },
                $"as many busy processes as cores; {report.Missed.Count} missed, {report.Late.Count} late, {report.Doubled.Count} doubled, {report.Unexpected.Count} unexpected; the floor is what was due"),
        ];
    }

    private static async Task VerifyAsync(Engine engine, CancellationToken token)
    {
        await using var cron = await StartAsync(engine, "25 6 * * *", Morning.AddMinutes(-10), token);
        await cron.AdvanceToAsync(Morning, token);
        await cron.Log.WaitForMatchesAsync(1, TimeSpan.FromSeconds(30), token);
    }

    private static async Task BareAsync(Engine engine, CancellationToken token)
    {
        await using var container = await engine.StartAsync(engine.NewContainer(await engine.Images.GetAsync("cronjob", token), "bench"), token);
    }

    private static async Task<(Samples Advance, Samples Line)> AdvanceAsync(Engine engine, CancellationToken token)
    {
        Samples advance = new(), line = new();
        await using var cron = await StartAsync(engine, "25 6 * * *", Morning.AddMinutes(-10), token);
        await cron.AdvanceToAsync(Morning.AddMinutes(-5), token);
        for (var day = 0; day < Days; day++)
        {
            Task? advancing = null;
            await advance.TimeAsync(() =>
            {
                advancing = cron.AdvanceToAsync(Morning.AddDays(day), token);
                return cron.Log.WaitForMatchesAsync((day * 2) + 1, TimeSpan.FromSeconds(30), token);
            });
            await advancing!;
            await line.TimeAsync(async () =>
            {
                await cron.Container.ExecAsync(["sh", "-c", "echo seen >> /var/log/cron.log"], token);
                await cron.Log.WaitForMatchesAsync((day * 2) + 2, TimeSpan.FromSeconds(30), token);
            });
        }

        return (advance, line);
    }

    private static async Task<ScheduleReport> HourAsync(Engine engine, CancellationToken token)
    {
        using var enough = new CancellationTokenSource();
        var busy = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Factory.StartNew(Spin, TaskCreationOptions.LongRunning)).ToList();
        try
        {
            await using var cron = await StartAsync(engine, "* * * * *", Morning.AddSeconds(30), token);
            await cron.RunForAsync(TimeSpan.FromHours(1), token);
            var runs = await cron.WaitForRunsAsync(60, TimeSpan.FromSeconds(30), token);
            return runs.CompareWith(CronSchedule.Parse("* * * * *"));
        }
        finally
        {
            await enough.CancelAsync();
            await Task.WhenAll(busy);
        }

        void Spin()
        {
            while (!enough.IsCancellationRequested) Thread.SpinWait(10_000);
        }
    }

    private static Task<CronContainer> StartAsync(Engine engine, string schedule, DateTimeOffset startAt, CancellationToken token) => CronContainer.StartAsync(
        engine,
        new CronOptions
        {
            Job = "seen",
            StartAt = startAt,
            Configure = builder => builder.WithResourceMapping(Encoding.ASCII.GetBytes($"{schedule} root echo seen >> /var/log/cron.log\n"), "/etc/cron.d/cron-example"),
        },
        token);
}
