namespace InfraSpecs.Tests.Waiting;

public sealed class HeedlessProbeTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_probe_that_never_answers_does_not_keep_a_wait_beyond_its_deadline()
    {
        var wait = () => Wait.UntilAsync("an answer", _ => Never(), TimeSpan.FromMilliseconds(50), Token).WaitAsync(Soon, Token);
        (await wait.Should().ThrowAsync<WaitException>().Where(e => e.Reason == WaitReason.TimedOut)).Which.LastSeen.Should().Be("there was no answer yet");
    }

    [Fact]
    public async Task Nor_beyond_its_callers_token()
    {
        using var caller = new CancellationTokenSource();
        var waiting = Wait.UntilAsync("an answer", _ => Never(), TimeSpan.FromHours(1), caller.Token);
        await caller.CancelAsync();
        var wait = () => waiting.WaitAsync(Soon, Token);
        await wait.Should().ThrowAsync<WaitCanceledException>();
    }

    private static async ValueTask<Probe<int>> Never()
    {
        await new TaskCompletionSource().Task;
        return Probe.Ready(0);
    }
}
