using Docker.DotNet.Models;
using InfraSpecs.EngineSpecs.Faults;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Swarm.Nodes;

/// <summary>Its managers miss a node after some 9 s.</summary>
public sealed class PatientPair(EngineFixture engine) : SwarmFixture(engine)
{
    protected override SwarmOptions Options => new() { Workers = 1, DispatcherHeartbeat = TimeSpan.FromSeconds(3), Preload = ["busybox"] };
}

/// <summary>Managers miss a node after three heartbeats. Until then they have its tasks run, which is no reason to believe it.</summary>
[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
public sealed class UnnoticedLossSpecs(PatientPair fixture, ITestOutputHelper output) : IClassFixture<PatientPair>
{
    private Node Worker => fixture.Cluster["worker01"];

    [Fact]
    [Fault("Swarm", "a node was killed, and the managers have not noticed", Names = "is on worker01, which cannot be asked, for it was killed, and the managers have not noticed it yet")]
    public async Task Tasks_on_a_node_that_was_just_killed_do_not_run()
    {
        await using var web = await SpreadAsync("killed");
        await using var brief = await web.WatchReplicasAsync(Token);
        await using var whole = await web.WatchReplicasAsync(Token);
        await Worker.KillAsync(Token);
        var killed = TimeProvider.System.GetUtcNow();
        var history = await brief.StopAsync(Token);
        history.Invoking(it => it.Should().NeverHaveHadFewerThan(2)).Should().Throw<SpecFailedException>().WithMessage("*by then killed.? was lost with its node on worker01*");
        await ShouldNotConvergeAsync(web);
        (await web.WaitUntilConvergedAsync(Token)).Should().HaveRunningTasks(2).And.AvoidNode("worker01");
        var lost = (await whole.StopAsync(Token)).Moments[1];
        lost.Change!.Event.Should().Be(ReplicaEvent.Lost);
        lost.At.Should().BeBefore(killed, "they ended with the node, whenever that is noticed");
        await Worker.StartAsync(Token);
        await Worker.WaitUntilReadyAsync(Token);
    }

    [Fact]
    [Fault("Swarm", "a node was cut off, and the managers have not noticed", Names = "is on worker01, which is cut off from the other nodes, and the managers have not noticed it yet")]
    public async Task Tasks_on_a_node_that_was_just_cut_off_do_not_run()
    {
        await using var web = await SpreadAsync("cut-off");
        await using (await Worker.DisconnectAsync(Token)) await ShouldNotConvergeAsync(web);
        await Worker.WaitUntilReadyAsync(Token);
        (await web.WaitUntilConvergedAsync(Token)).Should().HaveRunningTasks(2);
    }

    [Fact]
    [Fault("Swarm", "a node stands still, and the managers have not noticed", Names = "is on worker01, which does not answer within 2 s, and the managers have not noticed it yet")]
    public async Task Tasks_on_a_node_that_stands_still_do_not_run()
    {
        await using var web = await SpreadAsync("still");
        await Worker.Container!.PauseAsync(Token);
        try
        {
            await ShouldNotConvergeAsync(web, 5);
        }
        finally
        {
            await Worker.Container.UnpauseAsync(Token);
        }

        await Worker.WaitUntilReadyAsync(Token);
        (await web.WaitUntilConvergedAsync(Token)).Should().HaveRunningTasks(2);
    }

    // As where the node is too busy to tell.
    [Fact]
    [Fault("Swarm", "a task ended, and the managers have not heard of it", Names = "has ended on worker01, and the managers have not heard of it yet")]
    public async Task A_task_that_ended_does_not_run_though_nobody_told_the_managers()
    {
        await using var web = await SpreadAsync("unheard");
        var task = (await web.ReadPlacementAsync(Token)).Running.Single(it => it.Node == "worker01");
        await FilterAsync("-I");
        await Worker.Client.Containers.KillContainerAsync(task.ContainerId!, new ContainerKillParameters(), Token);
        await ShouldNotConvergeAsync(web);
        await FilterAsync("-D");
        await Worker.WaitUntilReadyAsync(Token);
        (await web.WaitUntilConvergedAsync(Token)).Running.Should().HaveCount(2).And.NotContain(it => it.Id == task.Id);

        async Task FilterAsync(string verb) =>
            (await Worker.ExecAsync(["iptables", "-w", verb, "OUTPUT", "-p", "tcp", "--dport", "2377", "-j", "DROP"], Token)).ExitCode.Should().Be(0);
    }

    private async Task<Service> SpreadAsync(string name)
    {
        var web = await fixture.Cluster.CreateServiceAsync(new ServiceOptions
        {
            Name = name, Image = "example/busybox:latest", Command = ["sleep", "600"], Replicas = 2, StopGracePeriod = TimeSpan.FromSeconds(1),
            RestartDelay = TimeSpan.Zero, StableFor = TimeSpan.FromSeconds(1),
        }, Token);
        (await web.WaitUntilConvergedAsync(Token)).Should().HaveRunningTasks(2).And.BeSpreadOver(2);
        return web;
    }

    private async Task ShouldNotConvergeAsync(Service web, double within = 3)
    {
        var wait = () => web.WaitUntilConvergedAsync(TimeSpan.FromSeconds(within), Token);
        var failure = (await wait.Should().ThrowAsync<ServiceException>().Where(e => e.Reason == ServiceReason.NotConverged)).Which;
        output.WriteLine(failure.Message);
        failure.ShouldNameItsFault();
        failure.Message.Should().StartWith($"Service \"{web.Name}\" did not converge within {within} s: 2 of 2 tasks run by the managers' word; {web.Name}.");
    }
}
