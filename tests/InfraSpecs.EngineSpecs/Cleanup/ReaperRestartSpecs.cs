using InfraSpecs.EngineSpecs.Connection;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cleanup;

/// <summary>An engine that is started again, and a process that is killed meanwhile. The reaper comes back with the engine, and knows what it is there for.</summary>
[RequiresEngine(EngineFeatures.Privileged)]
public sealed class ReaperRestartSpecs(EngineFixture fixture) : IAsyncLifetime
{
    private readonly DistantEngine _distant = new(fixture) { Sources = ["busybox"] };

    public ValueTask InitializeAsync() => _distant.InitializeAsync();

    public ValueTask DisposeAsync() => _distant.DisposeAsync();

    [Fact]
    public async Task Nothing_is_left_on_it()
    {
        using var process = new ProcessThatEnds(_distant.Engine, OneOfEachSpecs.Waits, await fixture.Engine.Images.GetAsync("busybox", Token));
        var made = await process.Things.MadeAsync();
        await _distant.Machine.KillAsync(Token);
        await process.SignalAsync("KILL");
        await _distant.Machine.StartAsync(Token);
        await using var again = await Wait.UntilAsync("its engine", TryAsync, TimeSpan.FromSeconds(30), Token);
        await new ThingsOfProcess(again, process.Things.File).ShouldLeaveNothingAsync(made, TimeSpan.FromSeconds(20));
    }

    private async ValueTask<Probe<Engine>> TryAsync(CancellationToken token)
    {
        try
        {
            return Probe.Ready(await Engine.ConnectAsync(new EngineOptions { Endpoint = new Uri($"tcp://{_distant.Machine.Testcontainer.IpAddress}:2375"), Sweep = false }, token));
        }
        catch (EngineException e) when (e.Reason == EngineReason.Unavailable)
        {
            return Probe.NotYet<Engine>(e.Message);
        }
    }
}
