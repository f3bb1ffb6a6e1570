using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Swarm.Services;

/// <summary>Specs with a cluster whose tasks do not run, all red. <see cref="TaskEvidenceSpecs"/> runs them, in a process of its own.</summary>
[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
public sealed class RedTaskSpecs(EngineFixture fixture) : IAsyncDisposable
{
    private SwarmCluster? _held;

    public async ValueTask DisposeAsync()
    {
        if (_held is not null) await _held.DisposeAsync();
    }

    [Fact(Explicit = true)]
    public async Task A_task_of_a_cluster_that_is_held()
    {
        _held = await StartAsync();
        var failing = await _held.CreateServiceAsync(Service("failing", "echo opening $DB_PASSWORD; echo 'error: no licence key' >&2; exit 3"), Token);
        var hungry = await _held.CreateServiceAsync(Service("hungry", "sleep 0.2; tail /dev/zero") with { MemoryLimit = 32 << 20 }, Token);
        await using var running = await _held.CreateServiceAsync(Service("running", "echo at work; sleep 600"), Token);
        await running.WaitUntilConvergedAsync(Token);
        await WaitForEndAsync(failing);
        await WaitForEndAsync(hungry);
        _held.Nodes.Should().BeEmpty("it is red");
    }

    [Fact(Explicit = true)]
    public async Task A_task_of_a_cluster_that_is_removed_before_the_verdict()
    {
        await using var cluster = await StartAsync();
        await using var service = await cluster.CreateServiceAsync(Service("early", "echo 'fatal: no disk'; exit 4"), Token);
        await WaitForEndAsync(service);
        cluster.Nodes.Should().BeEmpty("it is red");
    }

    private static Task<bool> WaitForEndAsync(Service service) => Wait.UntilAsync(
        $"end of {service.Name}",
        async linked => (await service.ReadTasksAsync(linked)).Any(it => it.HasFailed) ? Probe.Ready(true) : Probe.NotYet<bool>("it runs"),
        TimeSpan.FromMinutes(1), Token);

    private static ServiceOptions Service(string name, string script) => new()
    {
        Name = name, Image = "example/busybox:latest", Arguments = ["sh", "-c", script], RestartCondition = RestartCondition.None, StopGracePeriod = TimeSpan.FromSeconds(1),
        Environment = new Dictionary<string, string> { ["DB_PASSWORD"] = "hunter2xyz" },
    };

    private Task<SwarmCluster> StartAsync() => SwarmCluster.StartAsync(fixture.Engine, new SwarmOptions { Workers = 0, Preload = ["busybox"] }, Token);
}
