namespace InfraSpecs.Xunit.Tests;

public sealed class CanceledWaitsTests
{
    /// <summary>Run by the test below, in a process of its own.</summary>
    [Fact(Explicit = true, Timeout = 3000)]
    public async Task Waits_longer_than_it_may()
    {
        await using var fixture = new EngineFixture();
        await Wait.UntilAsync("a red light", _ => ValueTask.FromResult(Probe.NotYet<bool>("it is green")), TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Under_the_timeout_of_xunit_the_last_reason_is_in_the_result()
    {
        var output = await ChildProcess.RunSpecsAsync(
            typeof(CanceledWaitsTests), ["--filter-method", $"*{nameof(Waits_longer_than_it_may)}", "--report-infraspecs", "off"], Spec.Token);
        output.Should().Contain("timed out after 3000 milliseconds").And.MatchRegex("a red light: the caller's token ended the wait after [\\d.]+ s; not ready yet, because it is green\\.");
    }

    [Fact]
    public async Task Whoever_is_not_there_any_more_is_not_told()
    {
        List<string> told = [];
        EventHandler<WaitCanceledException> tell = (_, canceled) => told.Add(canceled.LastSeen);
        using var caller = new CancellationTokenSource();
        var wait = () => Wait.UntilAsync("light", _ => ValueTask.FromResult(Probe.NotYet<bool>("green")), TimeSpan.FromMinutes(1), caller.Token);
        Wait.Canceled += tell;
        var waiting = wait();
        await caller.CancelAsync();
        told.Should().Equal("green");
        await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<WaitCanceledException>();
        Wait.Canceled -= tell;
        await wait.Should().ThrowAsync<WaitCanceledException>();
        told.Should().Equal("green");
    }
}
