using InfraSpecs;
using InfraSpecs.Xunit;

namespace Docs.Snippets;

/// <summary>The snippets of docs/, a method for each.</summary>
internal static class Docs
{
    public static async Task ContainersAsync(Engine engine, string image, CancellationToken token)
    {
        await using var web = await engine.StartAsync(engine.NewContainer(image, "web").WithCommand("serve"), token);
    }

    public static async Task WaitsAsync(Engine engine, Container web)
    {
        var token = CancellationToken.None;
        var processes = await Wait.UntilAsync("nginx workers", async token =>
            await web.ReadProcessesAsync(token) is { Processes.Count: > 2 } all
                ? Probe.Ready(all)
                : Probe.NotYet<ContainerProcesses>("only the master runs"), TimeSpan.FromSeconds(10), token);
        processes.Should().HaveMainProcess("nginx");
    }
}

public sealed class Api(EngineFixture engine) : ContainerFixture(engine)
{
    protected override ContainerOptions Options => new() { Image = "example/api:2", Ready = Ready.WhenHealthy };
}

public sealed class MyEngine() : EngineFixture(new EngineOptions(), throwSpecFailed: false);
