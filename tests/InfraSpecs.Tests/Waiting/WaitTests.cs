using Microsoft.Extensions.Time.Testing;

namespace InfraSpecs.Tests.Waiting;

public sealed class WaitTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Returns_the_value_once_the_probe_is_ready()
    {
        var asked = 0;
        var value = await RunAsync(() => ++asked == 3 ? Probe.Ready("up") : Probe.NotYet<string>("starting"), TimeSpan.FromSeconds(5));
        value.Should().Be("up");
        asked.Should().Be(3);
    }

    [Fact]
    public async Task A_timeout_names_the_subject_the_last_reason_the_number_of_probes_and_what_to_do()
    {
        var asked = 0;
        var wait = () => RunAsync(() => Probe.NotYet<string>($"{++asked} of 1000 replicas"), TimeSpan.FromSeconds(2));
        var error = (await wait.Should().ThrowAsync<WaitException>().Where(e => e.Reason == WaitReason.TimedOut)).Which;
        error.Message.Should().Be($"""
            service web: not ready within 2 s ({asked} probes), because {asked} of 1000 replicas.
              What to do: mend what the reason names, or raise the deadline if it only needs longer. The caller's token was not cancelled.
            """);
        error.Should().Match<WaitException>(it =>
            it.Subject == "service web" && it.Attempts == asked && it.Within == TimeSpan.FromSeconds(2) && it.LastSeen == $"{asked} of 1000 replicas");
    }

    [Fact]
    public async Task Pauses_grow_from_10_ms_to_half_a_second()
    {
        List<DateTimeOffset> asked = [];
        var wait = () => RunAsync(() => { asked.Add(_time.GetUtcNow()); return Probe.NotYet<string>("no"); }, TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(5));
        await wait.Should().ThrowAsync<WaitException>().Where(e => e.Reason == WaitReason.TimedOut);
        var pauses = asked.Zip(asked.Skip(1), (earlier, later) => later - earlier).ToList();
        pauses[0].Should().BeCloseTo(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(10));
        pauses.Should().OnlyContain(pause => pause <= TimeSpan.FromMilliseconds(520));
        pauses[^1].Should().BeGreaterThan(TimeSpan.FromMilliseconds(400));
    }

    [Fact]
    public async Task Hopeless_ends_the_wait_at_once()
    {
        var asked = 0;
        var wait = () => RunAsync(() => { asked++; return Probe.Hopeless<string>("the image cannot be pulled"); }, TimeSpan.FromHours(1));
        var error = (await wait.Should().ThrowAsync<WaitException>().Where(e => e.Reason == WaitReason.Hopeless)).Which;
        error.Message.Should().StartWith("service web: hopeless after 0 s, because the image cannot be pulled.");
        asked.Should().Be(1);
    }

    [Fact]
    public async Task The_callers_token_is_told_apart_from_the_deadline()
    {
        using var caller = new CancellationTokenSource();
        var wait = () => RunAsync(() => { caller.Cancel(); return Probe.NotYet<string>("starting"); }, TimeSpan.FromHours(1), token: caller.Token);
        var error = (await wait.Should().ThrowAsync<WaitCanceledException>()).Which;
        error.Message.Should().Contain("the caller's token ended the wait").And.Contain("not ready yet, because starting.");
        error.CancellationToken.Should().Be(caller.Token);
    }

    [Fact]
    public async Task A_token_cancelled_before_asks_nothing()
    {
        var asked = 0;
        var wait = () => RunAsync(() => { asked++; return Probe.Ready("up"); }, TimeSpan.FromHours(1), token: new CancellationToken(canceled: true));
        (await wait.Should().ThrowAsync<WaitCanceledException>()).WithMessage("*there was no answer yet*");
        asked.Should().Be(0);
    }

    [Fact]
    public async Task A_probe_that_hangs_is_ended_by_the_deadline()
    {
        var wait = () => AdvancedAsync(
            Wait.UntilAsync<string>(
                "service web",
                async token => { await Task.Delay(Timeout.InfiniteTimeSpan, _time, token); return Probe.Ready("up"); },
                TimeSpan.FromSeconds(3), CancellationToken.None, _time),
            TimeSpan.FromMilliseconds(100));
        (await wait.Should().ThrowAsync<WaitException>().Where(e => e.Reason == WaitReason.TimedOut)).WithMessage("*, because there was no answer yet.*");
    }

    [Fact]
    public async Task A_deadline_of_zero_asks_once_and_says_so()
    {
        var asked = 0;
        var wait = () => RunAsync(() => { asked++; return Probe.NotYet<string>("starting"); }, TimeSpan.Zero);
        (await wait.Should().ThrowAsync<WaitException>().Where(e => e.Reason == WaitReason.TimedOut)).WithMessage("""
            service web: not ready within 0 s (1 probe), because starting.
              What to do: give it time; the deadline is zero, so it was asked once.
            """);
        asked.Should().Be(1);
        (await RunAsync(() => Probe.Ready("up"), TimeSpan.Zero)).Should().Be("up");
    }

    [Fact]
    public async Task A_negative_deadline_is_refused()
    {
        var wait = () => RunAsync(() => Probe.Ready("up"), TimeSpan.FromSeconds(-1));
        await wait.Should().ThrowAsync<ArgumentOutOfRangeException>();
    }

    [Fact]
    public async Task What_a_probe_throws_ends_the_wait_unchanged()
    {
        var wait = () => RunAsync(() => throw new InvalidDataException("broken"), TimeSpan.FromHours(1));
        await wait.Should().ThrowAsync<InvalidDataException>().WithMessage("broken");
    }

    private Task<string> RunAsync(Func<Probe<string>> probe, TimeSpan within, TimeSpan? step = null, CancellationToken token = default) =>
        AdvancedAsync(
            Wait.UntilAsync("service web", _ => ValueTask.FromResult(probe()), within, token, _time), step ?? TimeSpan.FromMilliseconds(100));

    private async Task<T> AdvancedAsync<T>(Task<T> wait, TimeSpan step)
    {
        while (!wait.IsCompleted)
        {
            _time.Advance(step);
            await Task.Yield();
        }

        return await wait;
    }
}
