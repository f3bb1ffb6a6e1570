using System.Globalization;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Time;

[RequiresEngine]
public sealed class ContainerClockSpecs(EngineFixture fixture)
{
    private static readonly DateTimeOffset Spring = new(2028, 3, 1, 6, 20, 30, TimeSpan.Zero);

    [Fact]
    public async Task It_starts_at_an_instant_for_the_main_process_and_for_what_is_executed()
    {
        await using var clock = await StartAsync("while true; do date +%s; sleep 0.1; done", Spring);
        (await ShownAsync(clock)).Should().BeCloseTo(Spring, TimeSpan.FromMinutes(1));
        var output = await clock.Container.WaitForOutputAsync(".", 1, TimeSpan.FromSeconds(15), Token);
        Instant(output.Matches[0].Text).Should().BeCloseTo(Spring, TimeSpan.FromMinutes(1));
        clock.Now.Should().BeCloseTo(await ShownAsync(clock), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Without_an_instant_it_is_real_time()
    {
        await using var clock = await StartAsync("sleep 999999999", null);
        (await ShownAsync(clock)).Should().BeCloseTo(fixture.Engine.Time.GetUtcNow(), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_jump_wakes_who_sleeps_past_it()
    {
        await using var clock = await StartAsync("sleep 86400; date +%s; sleep 86400", Spring);
        await clock.AdvanceToAsync(Spring.AddDays(1).AddSeconds(1), Token);
        var output = await clock.Container.WaitForOutputAsync(".", 1, TimeSpan.FromSeconds(15), Token);
        Instant(output.Matches[0].Text).Should().BeOnOrAfter(Spring.AddDays(1)).And.BeBefore(Spring.AddDays(1).AddMinutes(1));
    }

    [Fact]
    public async Task It_runs_faster_than_real_time_and_then_as_before()
    {
        await using var clock = await StartAsync("i=0; while [ $i -lt 3 ]; do sleep 60; i=$((i+1)); echo $i $(date +%s); done; sleep 999999999", Spring);
        await clock.RunForAsync(TimeSpan.FromMinutes(11), 120, Token);
        var output = await clock.Container.WaitForOutputAsync("^3 ", 1, TimeSpan.FromSeconds(15), Token);
        Instant(output.Matches[0].Text.Split(' ')[1]).Should().BeOnOrAfter(Spring.AddMinutes(3)).And.BeBefore(Spring.AddMinutes(12), "a machine that stalls lets it sleep longer");
        clock.Spans.Select(it => it.Speed).Should().Equal(1, 120, 1);
        (clock.Spans[1].To - clock.Spans[1].From).Should().BeCloseTo(TimeSpan.FromMinutes(11), TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task Frozen_it_stands_still_and_then_it_goes_on_from_there()
    {
        await using var clock = await StartAsync("sleep 999999999", Spring);
        await clock.FreezeAsync(Token);
        await Wait.UntilAsync("frozen clock", _ => ValueTask.FromResult(clock.Spans[^1].Speed == 0 ? Probe.Ready(true) : Probe.NotYet<bool>("it is announced")), TimeSpan.FromSeconds(5), Token);
        var stands = await NanosecondsAsync(clock);
        (await NanosecondsAsync(clock)).Should().Be(stands);
        await clock.ResumeAsync(Token);
        await Wait.UntilAsync(
            "clock that runs", async _ => await NanosecondsAsync(clock) == stands ? Probe.NotYet<bool>("it stands still") : Probe.Ready(true), TimeSpan.FromSeconds(15), Token);
        (await ShownAsync(clock)).Should().BeOnOrAfter(Spring).And.BeBefore(Spring.AddMinutes(1));
    }

    [Fact]
    public async Task Back_in_real_time()
    {
        await using var clock = await StartAsync("sleep 999999999", new DateTimeOffset(2020, 2, 29, 12, 0, 0, TimeSpan.Zero));
        await clock.ReturnToRealTimeAsync(Token);
        (await ShownAsync(clock)).Should().BeCloseTo(fixture.Engine.Time.GetUtcNow(), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task It_does_not_go_back()
    {
        await using var clock = await StartAsync("sleep 999999999", Spring);
        var back = () => clock.AdvanceToAsync(Spring.AddDays(-1), Token);
        (await back.Should().ThrowAsync<ClockException>().Where(e => e.Reason == ClockReason.Backwards)).WithMessage(
            $"{clock.Container.Name}: its clock shows 2028-03-01 06:2* UTC and cannot go back to 2028-02-29 06:20:30 UTC.*start a new container*");
        var real = () => clock.ReturnToRealTimeAsync(Token);
        await real.Should().ThrowAsync<ClockException>().Where(e => e.Reason == ClockReason.Backwards);
        var nothing = () => clock.RunForAsync(TimeSpan.Zero, 60, Token);
        await nothing.Should().ThrowAsync<ClockException>().Where(e => e.Reason == ClockReason.DurationImpossible);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public async Task It_does_not_run_at_a_speed_that_misleads(double speed)
    {
        await using var clock = await StartAsync("sleep 999999999", Spring);
        var run = () => clock.RunForAsync(TimeSpan.FromMinutes(1), speed, Token);
        (await run.Should().ThrowAsync<ClockException>().Where(e => e.Reason == ClockReason.SpeedImpossible)).WithMessage("*more than 0 and up to 300 is possible*");
    }

    [Fact]
    public async Task A_run_that_is_cancelled_ends_there()
    {
        await using var clock = await StartAsync("sleep 100000", Spring);
        using var caller = new CancellationTokenSource(TimeSpan.FromSeconds(0.5), fixture.Engine.Time);
        var run = () => clock.RunForAsync(TimeSpan.FromHours(10), caller.Token);
        await run.Should().ThrowAsync<OperationCanceledException>();
        (await ShownAsync(clock)).Should().BeBefore(Spring.AddHours(5));
    }

    [Fact]
    public async Task Timers_and_waits_for_other_things_are_real_also_when_it_stands_still()
    {
        await using var clock = await StartAsync("sleep 999999999", Spring);
        await clock.FreezeAsync(Token);
        (await clock.Container.ExecAsync(["timeout", "0.2", "sleep", "100"], new ExecOptions(), Token)).ExitCode.Should().Be(124, "timeout's timer is real, and sleep's time does not pass");
        (await clock.Container.ExecAsync(["bash", "-c", "read -t 0.2 < <(sleep 100)"], new ExecOptions(), Token)).ExitCode.Should().BeGreaterThan(128, "bash waits with select");
    }

    private static DateTimeOffset Instant(string seconds) => DateTimeOffset.FromUnixTimeSeconds(long.Parse(seconds, CultureInfo.InvariantCulture));

    private async Task<ContainerClock> StartAsync(string script, DateTimeOffset? startAt)
    {
        var image = await fixture.Engine.Images.GetAsync("base", Token);
        return await ContainerClock.StartAsync(fixture.Engine, fixture.Engine.NewContainer(image, "clock").WithCommand("sh", "-c", script), new ContainerClockOptions { StartAt = startAt }, Token);
    }

    private async Task<DateTimeOffset> ShownAsync(ContainerClock clock) =>
        Instant((await clock.Container.ExecAsync(["date", "+%s"], new ExecOptions(), Token)).Output.Trim());

    private async Task<string> NanosecondsAsync(ContainerClock clock) =>
        (await clock.Container.ExecAsync(["date", "+%s.%N"], new ExecOptions(), Token)).Output.Trim();
}
