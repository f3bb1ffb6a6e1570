using InfraSpecs.Xunit;

namespace InfraSpecs.EngineSpecs.Cleanup;

/// <summary>Test processes that end in several ways, all at once, since most of it is waiting.</summary>
public sealed class EndedProcesses(EngineFixture fixture) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private IReadOnlyDictionary<string, Task>? _ends;

    /// <summary>Fails if something is left of the process that ended so.</summary>
    public async Task ShouldLeaveNothingAsync(string ending)
    {
        lock (_gate)
        {
            _ends ??= new Dictionary<string, Task>
            {
                ["SIGKILL"] = EndAsync(OneOfEachSpecs.Waits, process => process.SignalAsync("KILL")),
                ["SIGINT"] = EndAsync(OneOfEachSpecs.Waits, process => process.SignalAsync("INT")),
                ["SIGTERM"] = EndAsync(OneOfEachSpecs.Waits, process => process.SignalAsync("TERM")),
                ["a crash"] = EndAsync(OneOfEachSpecs.Crashes, _ => Task.CompletedTask),
                ["a test's time limit"] = EndAsync(OneOfEachSpecs.RunsOut, _ => Task.CompletedTask, nameof(OneOfEachSpecs.It_runs_into_its_time_limit)),
                ["a disposal that throws half-way"] = EndAsync(OneOfEachSpecs.Throws, _ => Task.CompletedTask),
            };
        }

        await _ends[ending];
    }

    public async ValueTask DisposeAsync()
    {
        if (_ends is not null) await Task.WhenAll(_ends.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task EndAsync(string ending, Func<ProcessThatEnds, Task> end, string? method = null)
    {
        using var process = new ProcessThatEnds(fixture.Engine, ending, method: method);
        var made = await process.Things.MadeAsync();
        await end(process);
        (await process.WaitUntilItHasEndedAsync()).Should().NotBe(0);
        await process.Things.ShouldLeaveNothingAsync(made);
    }
}
