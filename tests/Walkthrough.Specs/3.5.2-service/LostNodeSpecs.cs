using InfraSpecs;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace Walkthrough.Specs.Swarm;

/// <summary>Managers notice a lost node after some 3 s instead of 15.</summary>
public sealed class WatchfulClusterFixture(EngineFixture engine) : SwarmFixture(engine)
{
    protected override SwarmOptions Options => new() { Workers = 2, DispatcherHeartbeat = TimeSpan.FromSeconds(1), Preload = ["example/echo:latest"] };
}

[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
[Trait("Section", "3.5.2")]
[Trait("Beyond", "true")]
public sealed class LostNodeSpecs(WatchfulClusterFixture swarm, ITestOutputHelper output) : IClassFixture<WatchfulClusterFixture>
{
    private static readonly ServiceOptions Echo = new()
    {
        Name = "echo",
        Image = "example/echo:latest",
        Replicas = 4,
        Constraints = ["node.role == worker"],
        RestartDelay = TimeSpan.Zero,
        HealthCheck = EchoClusterFixture.HealthCheck,
    };

    private SwarmCluster Cluster => swarm.Cluster;

    [Fact]
    public async Task A_killed_worker_is_noticed_and_its_tasks_run_elsewhere_until_a_rebalance_is_forced()
    {
        var echo = await Cluster.CreateServiceAsync(Echo, Token);
        (await echo.WaitUntilConvergedAsync(Token)).Should().HaveRunningTasks(4).And.BeSpreadOver(2);

        var killed = TimeProvider.System.GetTimestamp();
        await Cluster["worker01"].KillAsync(Token);
        await Cluster["worker01"].WaitUntilDownAsync(Token);
        var noticed = TimeProvider.System.GetElapsedTime(killed);
        var placement = await echo.WaitUntilConvergedAsync(Token);
        placement.Should().HaveRunningTasks(4).And.AvoidNode("worker01");
        output.WriteLine($"noticed after {noticed.TotalSeconds:0.0} s, all replicas run again, and have for a second, after {TimeProvider.System.GetElapsedTime(killed).TotalSeconds:0.0} s");

        await Cluster["worker01"].StartAsync(Token);
        await Cluster["worker01"].WaitUntilReadyAsync(Token);
        (await echo.WaitUntilConvergedAsync(Token)).Should().AvoidNode("worker01", "a node that returns gets no tasks by itself");

        await echo.ForceUpdateAsync(Token);
        (await echo.WaitUntilConvergedAsync(Token)).Should().HaveRunningTasks(4).And.BeSpreadOver(2);
        await echo.RemoveAsync(Token);
    }

    [Fact]
    public async Task A_worker_that_was_cut_off_comes_back_by_itself()
    {
        await using (await Cluster["worker02"].DisconnectAsync(Token))
        {
            await Cluster["worker02"].WaitUntilDownAsync(Token);
            (await Cluster.ReadNodesAsync(Token)).Should().HaveReadyNodes(2);
        }

        (await Cluster.ReadNodesAsync(Token)).Should().BeReady();
    }
}
