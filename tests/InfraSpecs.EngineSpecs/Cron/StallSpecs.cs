using Docker.DotNet.Models;
using InfraSpecs.Cron;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cron;

/// <summary>A machine that stalls while a container's time runs fast: here the daemon alone is stopped, and its clock goes on.</summary>
[RequiresEngine]
public sealed class StallSpecs(EngineFixture fixture)
{
    private static readonly DateTimeOffset Start = new(2027, 3, 1, 5, 39, 40, TimeSpan.Zero);

    /// <summary>Ten minutes of the container's time, in one piece: Debian's cron makes up for five, busybox for none.</summary>
    private static readonly TimeSpan Stall = TimeSpan.FromMinutes(10) / ContainerClock.FastestSpeed;

    private static readonly TimeSpan Within = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(CronDaemon.Debian)]
    [InlineData(CronDaemon.Cronie)]
    [InlineData(CronDaemon.Busybox)]
    public async Task No_run_is_lost_doubled_or_late(CronDaemon daemon)
    {
        await using var cron = await StartAsync(daemon, "*/5 * * * * echo often", "32 6 * * * echo once");

        var hour = cron.RunForAsync(TimeSpan.FromHours(1), ContainerClock.FastestSpeed, Token);
        foreach (var runs in (int[])[1, 6])
        {
            await cron.WaitForRunsAsync(runs, Within, Token);
            await StallAsync(cron);
        }

        await hour;
        var all = await cron.WaitForRunsAsync(13, Within, Token);
        all.Should().HaveRuns(13).And.HaveSucceeded();
        all.ForJob("often").Should().FollowSchedule("*/5 * * * *");
        all.ForJob("once").Should().FollowSchedule("32 6 * * *");
        all.All.Count(it => it.Duration < TimeSpan.FromMinutes(3)).Should().BeGreaterThan(8, "a run ends behind the clock as it starts");
    }

    [Theory]
    [InlineData(CronDaemon.Debian)]
    [InlineData(CronDaemon.Cronie)]
    [InlineData(CronDaemon.Busybox)]
    public async Task A_jump_is_seen_when_what_was_due_before_it_is_done(CronDaemon daemon)
    {
        await using var cron = await StartAsync(daemon, "*/5 * * * * echo often", "25 6 * * * echo once");

        var run = cron.Clock!.RunForAsync(TimeSpan.FromMinutes(20), ContainerClock.FastestSpeed, Token);
        await cron.WaitForRunsAsync(1, Within, Token);
        await StallAsync(cron);
        await run; // the daemon is not waited for
        await cron.AdvanceToAsync(new DateTimeOffset(2027, 3, 3, 6, 25, 0, TimeSpan.Zero), Token);

        var all = await cron.WaitForRunsAsync(6, Within, Token);
        all.ForJob("once").Should().HaveRuns(1).And.FollowSchedule("25 6 * * *");
        all.ForJob("often").Should().FollowSchedule("*/5 * * * *");
    }

    private async Task<CronContainer> StartAsync(CronDaemon daemon, params string[] jobs)
    {
        var options = new CronOptions { StartAt = Start };
        string[] asRoot = [.. jobs.Select(it => it.Replace(" echo", " root echo", StringComparison.Ordinal))];
        options = daemon switch
        {
            CronDaemon.Busybox => options.OfBusybox(jobs),
            CronDaemon.Cronie => (options with { Image = await CronieImage.GetAsync(fixture.Engine, Token) }).WithCrontab(asRoot),
            _ => options.WithCrontab(asRoot),
        };
        return await CronContainer.StartAsync(fixture.Engine, options, Token);
    }

    private async Task StallAsync(CronContainer cron)
    {
        await SignalAsync("SIGSTOP");
        await Task.Delay(Stall, TimeProvider.System, Token);
        await SignalAsync("SIGCONT");

        Task SignalAsync(string signal) => fixture.Engine.Client.Containers.KillContainerAsync(cron.Container.Id, new ContainerKillParameters { Signal = signal }, Token);
    }
}
