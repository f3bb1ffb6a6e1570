using InfraSpecs;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace Walkthrough.Specs.Swarm;

/// <summary>The tutorial's four nodes, with the echo image in their registry.</summary>
public sealed class EchoClusterFixture(EngineFixture engine) : SwarmFixture(engine)
{
    /// <summary>Told within half a second of the start, and afterwards every 5 s.</summary>
    public static TaskHealthCheck HealthCheck { get; } = new()
    {
        Command = ["/echo", "--check"], Interval = TimeSpan.FromSeconds(5), StartPeriod = TimeSpan.FromSeconds(30), StartInterval = TimeSpan.FromSeconds(0.3),
    };

    protected override async Task<SwarmCluster> StartAsync(Engine engine, CancellationToken token)
    {
        var cluster = await base.StartAsync(engine, token);
        await cluster.Registry.PushAsync("example/echo:latest", token);
        return cluster;
    }
}

[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
[Trait("Section", "3.5.2")]
public sealed class EchoServiceSpecs(EchoClusterFixture swarm) : IClassFixture<EchoClusterFixture>
{
    private static readonly ServiceOptions Echo = new() { Name = "echo", Image = "registry:5000/example/echo:latest", HealthCheck = EchoClusterFixture.HealthCheck };

    private SwarmCluster Cluster => swarm.Cluster;

    [Fact]
    public async Task One_replica_then_six_over_all_nodes_then_none()
    {
        var echo = await Cluster.CreateServiceAsync(Echo with { Ports = [new ServicePort(8080, 8000) { Mode = PortMode.Ingress }] }, Token);
        (await echo.WaitUntilConvergedAsync(Token)).Should().HaveRunningTasks(1);

        await echo.ScaleAsync(6, Token);
        var placement = await echo.WaitUntilConvergedAsync(Token);
        placement.Should().HaveRunningTasks(6).And.BeSpreadOver(4).And.HaveSkewOfAtMost(1).And.HaveNoRestarts();
        (await Cluster.ReadServicesAsync(Token)).Should().ContainSingle(it => it.Name == "echo");

        await echo.RemoveAsync(Token);
        (await Cluster.ReadServicesAsync(Token)).Should().BeEmpty();
        foreach (var node in Cluster.Nodes) (await node.Client.Containers.ListContainersAsync(new() { All = true }, Token)).Should().BeEmpty();
    }

    [Fact]
    [Trait("Beyond", "true")]
    public async Task Workers_only_stays_so_under_scaling()
    {
        var echo = await Cluster.CreateServiceAsync(Echo with { Name = "workers-only", Constraints = ["node.role != manager"] }, Token);
        foreach (var replicas in (int[])[3, 7, 2])
        {
            await echo.ScaleAsync(replicas, Token);
            (await echo.WaitUntilConvergedAsync(Token)).Should().HaveRunningTasks(replicas).And.AvoidManagers();
        }

        await echo.RemoveAsync(Token);
    }

    [Fact]
    [Trait("Beyond", "true")]
    public async Task Draining_a_worker_moves_its_tasks()
    {
        var echo = await Cluster.CreateServiceAsync(Echo with { Name = "moving", Replicas = 6 }, Token);
        (await echo.WaitUntilConvergedAsync(Token)).Should().BeSpreadOver(4);

        await Cluster["worker03"].DrainAsync(Token);
        (await echo.WaitUntilConvergedAsync(Token)).Should().HaveRunningTasks(6).And.AvoidNode("worker03");

        await Cluster["worker03"].ActivateAsync(Token);
        await echo.RemoveAsync(Token);
    }
}
