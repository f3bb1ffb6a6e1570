using DotNet.Testcontainers.Configurations;
using InfraSpecs.Cron;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cron;

/// <summary>Jobs that do what jobs should not, and containers that end in the middle. The class's engine, disposed after each spec, is asked what is left.</summary>
[RequiresEngine]
public sealed class CronOddJobSpecs(EngineFixture fixture) : OwnEngineSpecs(fixture)
{
    private static readonly DateTimeOffset Start = new(2027, 3, 1, 5, 59, 30, TimeSpan.Zero);

    [Fact]
    public async Task Ten_thousand_jobs_in_a_crontab()
    {
        var jobs = Enumerable.Range(0, 10_000).Select(it => $"{it % 60} {it / 60 % 24} * * * root echo job-{it:00000}");
        await using var cron = await StartAsync([.. jobs]);
        await cron.AdvanceToAsync(new DateTimeOffset(2027, 3, 2, 6, 25, 0, TimeSpan.Zero), Token);
        var runs = await cron.WaitForRunsAsync(7, Token);
        runs.Should().HaveRuns(7).And.HaveSucceeded();
        runs.ForJob("job-00385").Should().FollowSchedule("25 6 * * *");
    }

    [Fact]
    public async Task A_job_that_forks_and_stays_has_ended_and_runs_on()
    {
        await using var cron = await StartAsync("0 6 * * * root sleep 1000000 & echo forked");
        await cron.AdvanceToAsync(Start.AddSeconds(30), Token);
        var runs = await cron.WaitForRunsAsync(1, Token);
        runs.Should().HaveRuns(1).And.HaveSucceeded();
        runs.All[0].Output.Should().Be("forked\n");
        (await cron.Container.ReadProcessesAsync(Token)).Processes.Should().Contain(it => it.CommandLine == "sleep 1000000");
    }

    [Fact]
    public async Task A_job_that_hangs_is_seen_and_the_wait_says_so()
    {
        await using var cron = await StartAsync("* * * * * root sleep 1000000");
        await cron.RunForAsync(TimeSpan.FromMinutes(2), Token);
        var wait = () => cron.WaitForRunsAsync(1, TimeSpan.FromSeconds(2), Token);
        (await wait.Should().ThrowAsync<CronException>()).Where(it => it.Reason == CronReason.RunsMissing).WithMessage(
            $"{cron.Container.Name}, 1 run: not ready within 2 s*Not yet because: 2 runs started and 0 of them ended; the container's clock shows 2027-03-01 06:01:*");
        var claim = async () => (await cron.ReadRunsAsync(Token)).Should().NotOverlap();
        (await claim.Should().ThrowAsync<SpecFailedException>()).WithMessage("*not to overlap, but run 2 of 'sleep 1000000' began at 2027-03-01 06:01:0* UTC, and run 1 of it has not ended: the job in line 1 of /etc/cron.d/cron-example hangs: *");
    }

    [Fact]
    public async Task A_hundred_jobs_at_once_with_much_output()
    {
        await using var cron = await StartAsync([.. Enumerable.Range(0, 100).Select(it => $"0 6 * * * root head -c 100000 /dev/zero | tr '\\0' x; echo {it}")]);
        await cron.AdvanceToAsync(Start.AddSeconds(30), Token);
        var runs = await cron.WaitForRunsAsync(100, Token);
        runs.Should().HaveRuns(100).And.HaveSucceeded();
        runs.All.Should().OnlyContain(run => run.Output.Length == 64 * 1024);
    }

    [Fact]
    public async Task Disposal_in_the_middle_of_a_run_ends_it_at_once()
    {
        var cron = await StartAsync("* * * * * root echo x");
        var running = cron.RunForAsync(TimeSpan.FromDays(30), Token);
        var waiting = cron.WaitForRunsAsync(100_000, TimeSpan.FromHours(1), Token);
        await cron.WaitForRunsAsync(1, Token);
        await cron.DisposeAsync();
        await FluentActions.Awaiting(() => running).Should().ThrowAsync<OperationCanceledException>();
        await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task A_container_that_ends_ends_the_waits()
    {
        await using var cron = await StartAsync("0 6 * * * root kill -9 1; kill 1; echo x");
        var waiting = cron.WaitForRunsAsync(100, TimeSpan.FromMinutes(10), Token);
        var stop = await cron.StopAsync(TimeSpan.FromSeconds(1), Token);
        stop.ExitCode.Should().Be(ContainerExit.KilledExitCode);
        await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<ContainerException>().Where(e => e.Reason == ContainerReason.Ended);
        await FluentActions.Awaiting(() => cron.AdvanceToAsync(Start.AddDays(1), Token)).Should().ThrowAsync<ContainerException>().Where(e => e.Reason == ContainerReason.Ended);
    }

    [Fact]
    public async Task A_static_daemon_that_an_entry_point_starts_is_told_before_long()
    {
        const UnixFileModes Program = UnixFileModes.UserRead | UnixFileModes.UserExecute;
        await using var other = await Engine.StartAsync(Engine.NewContainer(await Engine.Images.GetAsync("busybox", Token), "other").WithCommand("sleep", "1000"), Token);
        var busybox = await other.FindFileContentAsync("/bin/busybox", Token);
        await using var cron = await CronContainer.StartAsync(
            Engine,
            new CronOptions
            {
                StartAt = Start,
                Configure = builder => builder.WithResourceMapping(busybox, "/opt/busybox", fileMode: Program).WithCommand("sh", "-c", "sleep 1; exec /opt/busybox crond -f -c /etc/cron.d"),
            },
            Token);
        var advance = () => cron.AdvanceToAsync(Start.AddDays(1), Token);
        var error = (await advance.Should().ThrowAsync<CronException>()).Where(it => it.Reason == CronReason.ClockNotSeen).Which;
        error.Message.Should().Be($"""
            {cron.Container.Name}: no cron daemon has started; /opt/busybox is a static program, and those ask the kernel itself what time it is, so that the container's clock does not reach it.
              It runs as `/opt/busybox crond -f -c /etc/cron.d`.
              What to do: run an image with Debian's cron, cronie or busybox's crond; or wait for what its jobs write, in real time, by Log.WaitForMatchesAsync.
            """);
        var wait = () => cron.WaitForRunsAsync(1, TimeSpan.FromSeconds(1), Token);
        (await wait.Should().ThrowAsync<CronException>()).Where(it => it.Reason == CronReason.ClockNotSeen).WithMessage(error.Message);
    }

    [Fact]
    public async Task A_daemon_that_takes_its_time_to_start_is_waited_for()
    {
        await using var cron = await CronContainer.StartAsync(
            Engine, new CronOptions { StartAt = Start, Configure = builder => builder.WithCommand("bash", "-c", "read -t 4 < <(tail -f /dev/null); exec cron -f") }, Token);
        await cron.AdvanceToAsync(Start.AddMinutes(1), Token);
        (await cron.WaitForRunsAsync(1, Token)).Should().HaveSucceeded();
    }

    [Fact]
    public async Task An_image_in_which_records_cannot_be_followed()
    {
        await using var cron = await CronContainer.StartAsync(
            Engine, new CronOptions { StartAt = Start, Configure = builder => builder.WithResourceMapping("no program"u8.ToArray(), "/usr/bin/tail") }, Token);
        var advance = () => cron.AdvanceToAsync(Start.AddDays(1), Token);
        (await advance.Should().ThrowAsync<ContainerException>().Where(e => e.Reason == ContainerReason.LogUnreadable)).WithMessage("""
            /vt/journal in cron-*, the records of its clock, cannot be followed: what follows it in the container ended.
              It said:
              | *tail: not found*
              What to do: install sh and tail in the image: by them what happens on its clock is read.
            """);
        var wait = () => cron.WaitForRunsAsync(1, Token);
        await wait.Should().ThrowAsync<ContainerException>().Where(e => e.Reason == ContainerReason.LogUnreadable);
    }

    [Fact]
    public async Task A_container_without_a_cron_daemon()
    {
        await using var cron = await CronContainer.StartAsync(
            Engine, new CronOptions { StartAt = Start, Configure = builder => builder.WithCommand("sh", "-c", "sleep 3; exit 7") }, Token);
        var advance = () => cron.AdvanceToAsync(Start.AddDays(1), Token);
        (await advance.Should().ThrowAsync<ContainerException>().Where(e => e.Reason == ContainerReason.Ended)).WithMessage("*the container exited with code 7*Awaited: a cron daemon*");
        (await cron.ReadRunsAsync(Token)).Daemon.Should().BeNull();
    }

    [Fact]
    public async Task A_daemon_that_nobody_knows_is_called_by_its_program_unless_its_rules_are_named()
    {
        var options = new CronOptions
        {
            StartAt = Start,
            Configure = builder => builder.WithCommand("bash", "-c", "exec -a cron perl -e 'while (1) { sleep(60 - time() % 60) }'"),
        };
        await using var cron = await CronContainer.StartAsync(Engine, options, Token);
        var advance = () => cron.AdvanceToAsync(Start.AddDays(1), Token);
        (await advance.Should().ThrowAsync<CronException>()).Where(it => it.Reason == CronReason.DaemonUnknown).WithMessage(
            $"{cron.Container.Name}: /usr/bin/perl is neither Debian's cron nor cronie nor busybox, so that nobody knows what it does when the clock jumps.*set CronOptions.Daemon*");
        await using var named = await CronContainer.StartAsync(Engine, options with { Daemon = CronDaemon.Cronie }, Token);
        await named.AdvanceToAsync(Start.AddDays(1), Token);
        (await named.ReadRunsAsync(Token)).Daemon.Should().Be(CronDaemon.Cronie);
    }

    [Fact]
    public async Task What_cannot_be_given_a_clock_runs_on_real_time_and_says_so()
    {
        var options = new CronOptions { Image = "busybox", Configure = builder => builder.WithCommand("crond", "-f", "-c", "/etc") };
        await using var cron = await CronContainer.StartAsync(Engine, options, Token);
        cron.Clock.Should().BeNull();
        var advance = () => cron.AdvanceToAsync(Start, Token);
        (await advance.Should().ThrowAsync<CronException>()).Where(it => it.Reason == CronReason.OnRealTime).WithMessage(
            $"{cron.Container.Name} runs on real time: *busybox is a static program*What to do: use an image in which it is linked dynamically*");
        await cron.Container.ExecAsync(["sh", "-c", "echo Hello >> /var/log/cron.log"], new ExecOptions(), Token);
        var runs = await cron.WaitForRunsAsync(1, Token);
        runs.Should().HaveRuns(1);
        var claim = () => runs.Should().FollowSchedule("* * * * *");
        claim.Should().Throw<SpecFailedException>().WithMessage("*to follow * * * * *, but they were not recorded: *static program*");
        (await cron.DiagnoseAsync(Token)).NotRecordedBecause.Should().Contain("static program");
        var start = () => CronContainer.StartAsync(Engine, options with { StartAt = Start }, Token);
        await start.Should().ThrowAsync<ClockException>().Where(e => e.Reason == ClockReason.Unsupported);
    }

    private Task<CronContainer> StartAsync(params string[] crontab) => CronContainer.StartAsync(Engine, new CronOptions { StartAt = Start }.WithCrontab(crontab), Token);
}
