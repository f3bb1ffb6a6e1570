using InfraSpecs.EngineSpecs.Faults;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Swarm.Nodes;

[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
public sealed class NodeFaultsSpecs(PairFixture fixture) : IClassFixture<PairFixture>
{
    private Node Worker => fixture.Cluster["worker01"];

    [Fact]
    public async Task A_killed_worker_is_seen_down_and_is_ready_again_with_its_images_after_a_start()
    {
        var (id, images) = (Worker.SwarmId, await ImageIdsAsync());
        (await Worker.KillAsync(Token)).ExitCode.Should().Be(ContainerExit.KilledExitCode);
        Worker.Invoking(it => it.Client).Should().Throw<ClusterException>().Where(e => e.Reason == ClusterReason.NodeUnreachable).WithMessage("The engine of node worker01 cannot be asked: it was killed.*");
        (await Worker.WaitUntilDownAsync(Token)).Message.Should().Contain("heartbeat");

        await Worker.StartAsync(Token);
        (await fixture.Cluster.ReadNodesAsync(Token)).Should().HaveNodes(2).And.BeReady();
        Worker.SwarmId.Should().Be(id);
        (await ImageIdsAsync()).Should().BeEquivalentTo(images).And.NotBeEmpty();
    }

    [Fact]
    [Fault("Swarm", "the only node that suits a task is dead", Names = "node.hostname == worker01 holds for worker01, which is down")]
    public async Task A_service_whose_only_node_is_down_says_so_in_its_first_line()
    {
        var options = new ServiceOptions
        {
            Name = "pinned", Image = "example/busybox:latest", Command = ["sleep", "600"], Constraints = ["node.hostname == worker01"],
            StableFor = TimeSpan.FromSeconds(1),
        };
        var pinned = await fixture.Cluster.CreateServiceAsync(options, Token);
        await pinned.WaitUntilConvergedAsync(Token);
        await Worker.KillAsync(Token);
        await Worker.WaitUntilDownAsync(Token);
        var wait = () => pinned.WaitUntilConvergedAsync(TimeSpan.FromSeconds(5), Token);
        var failure = (await wait.Should().ThrowAsync<ServiceException>().Where(e => e.Reason == ServiceReason.NotConverged)).Which;
        failure.ShouldNameItsFault();
        failure.Message.Split('\n')[0].Should().Be(
            "Service \"pinned\" did not converge within 5 s: 0 of 1 tasks run; pinned.1 is pending: no suitable node "
            + "(1 node not available for new tasks; scheduling constraints not satisfied on 1 node): node.hostname == worker01 holds for worker01, which is down; worker01: worker, down (heartbeat failure).");
        failure.Message.Should().Contain("worker01 (worker, down)");
        failure.Advice.Should().Be("start worker01 again, which meets node.hostname == worker01 and is down (StartAsync; ReconnectAsync if it is only cut off).");

        await pinned.RemoveAsync(Token);
        await Worker.StartAsync(Token);
        (await fixture.Cluster.ReadNodesAsync(Token)).Should().BeReady();
    }

    [Fact]
    public async Task A_stopped_worker_ends_by_itself_and_is_ready_again_after_a_start()
    {
        (await Worker.StopAsync(Token)).ExitCode.Should().Be(0);
        await Worker.WaitUntilDownAsync(Token);
        await Worker.StartAsync(Token);
        (await fixture.Cluster.ReadNodesAsync(Token)).Should().BeReady();
    }

    [Fact]
    public async Task A_partition_is_seen_by_the_managers_leaves_the_nodes_API_and_address_and_heals_when_disposed()
    {
        var address = (await fixture.Cluster.ReadNodesAsync(Token)).Find("worker01")!.Address;
        await using (await Worker.DisconnectAsync(Token))
        {
            await Worker.WaitUntilDownAsync(Token);
            (await Worker.Client.System.GetSystemInfoAsync(Token)).Name.Should().Be("worker01");
            (await Worker.ExecAsync(["timeout", "2", "docker", "pull", "registry:5000/example/missing:1"], Token)).Error.Should().NotContain("manifest unknown");
            Worker.IsDisconnected.Should().BeTrue();
        }

        Worker.IsDisconnected.Should().BeFalse();
        (await fixture.Cluster.ReadNodesAsync(Token)).Should().BeReady().And.HaveNode("worker01").Which.Address.Should().Be(address);
        (await Worker.ExecAsync(["iptables", "-t", "mangle", "-S"], Token)).Output.Should().NotContain("INFRASPECS");
    }

    [Fact]
    public async Task A_node_that_left_can_join_again_with_a_token_of_this_cluster()
    {
        var former = Worker.SwarmId;
        await Worker.LeaveAsync(Token);
        (await fixture.Cluster.ReadNodesAsync(Token)).Should().HaveNodes(1);
        await Worker.JoinAsync(await fixture.Cluster.ReadJoinTokenAsync(forManagers: false, Token), Token);
        await Worker.WaitUntilReadyAsync(Token);
        (await fixture.Cluster.ReadNodesAsync(Token)).Should().HaveNodes(2).And.BeReady();
        Worker.SwarmId.Should().NotBe(former);
        await Worker.LabelAsync("disk", "ssd", Token); // a new member has no labels
    }

    [Fact]
    [Fault("Swarm", "a node that is dead is told to leave", Names = "its container exited with code 137")]
    public async Task A_dead_node_cannot_leave()
    {
        // Behind the node's back, as when its engine dies.
        await fixture.Engine.Client.Containers.KillContainerAsync(Worker.Container!.Id, new() { Signal = "SIGKILL" }, Token);
        await Worker.Container.WaitForExitAsync(TimeSpan.FromSeconds(10), Token);
        var leave = () => Worker.LeaveAsync(Token);
        var failure = (await leave.Should().ThrowAsync<ClusterException>().Where(e => e.Reason == ClusterReason.NodeUnreachable)).Which;
        failure.ShouldNameItsFault();
        failure.Advice.Should().Contain("RemoveAsync");
        await Worker.StartAsync(Token);
        (await fixture.Cluster.ReadNodesAsync(Token)).Should().HaveNodes(2).And.BeReady();
    }

    [Fact]
    [Fault("Swarm", "a service is scaled without a quorum of managers", Names = "The swarm does not have a leader")]
    [Fault("Swarm", "a service is created without a quorum of managers", Names = "The swarm does not have a leader. It's possible that too few managers are online")]
    public async Task Without_a_quorum_the_managers_say_so_at_once()
    {
        var options = new ServiceOptions { Name = "stuck", Image = "example/busybox:latest", Command = ["sleep", "600"], StopGracePeriod = TimeSpan.FromSeconds(1) };
        var service = await fixture.Cluster.CreateServiceAsync(options, Token);
        await Worker.PromoteAsync(Token);
        await Worker.KillAsync(Token);
        try
        {
            await ShouldAllSayAsync();
        }
        finally
        {
            await Worker.StartAsync(Token);
            await fixture.Cluster.WaitForLeaderAsync(Token);
            await Worker.WaitUntilReadyAsync(Token);
            await Worker.DemoteAsync(Token);
            await service.RemoveAsync(Token);
        }

        async Task ShouldAllSayAsync()
        {
            // Who asks a leader before it knows that it is none has its answer when it does.
            await ShouldSayAsync(() => service.ForceUpdateAsync(Token), words: "managers");
            await Wait.UntilAsync("the managers' own words", async linked =>
            {
                try
                {
                    return Probe.NotYet<bool>($"{(await fixture.Cluster.ReadNodesAsync(linked)).Leader} leads");
                }
                catch (ClusterException e) when (e.Reason == ClusterReason.NoLeader)
                {
                    return e.Said!.Contains("does not have a leader") ? Probe.Ready(true) : Probe.NotYet<bool>(e.Said);
                }
            }, TimeSpan.FromSeconds(60), Token);
            await ShouldSayAsync(() => service.ScaleAsync(2, Token), "a service is scaled without a quorum of managers");
            await ShouldSayAsync(() => fixture.Cluster.CreateServiceAsync(options with { Name = "never" }, Token), "a service is created without a quorum of managers");
            await ShouldSayAsync(() => service.UpdateAsync(it => it with { Replicas = 3 }, Token));
            await ShouldSayAsync(() => service.RollBackAsync(Token));
            await ShouldSayAsync(() => service.ReadTasksAsync(Token));
            await ShouldSayAsync(() => fixture.Cluster.ReadServicesAsync(Token));
            await ShouldSayAsync(() => fixture.Cluster.ReadJoinTokenAsync(forManagers: false, Token));
            await ShouldSayAsync(() => fixture.Cluster.CreateSecretAsync("never", "value", Token));
        }

        static async Task ShouldSayAsync(Func<Task> verb, string? fault = null, string words = "The swarm does not have a leader.")
        {
            var failure = (await verb.Should().ThrowAsync<ClusterException>().Where(e => e.Reason == ClusterReason.NoLeader)).Which;
            failure.Message.Should().StartWith("The managers decide nothing: ").And.Contain(words);
            if (fault is not null) failure.ShouldNameItsFault(fault);
        }
    }

    [Fact]
    public async Task Who_is_a_member_cannot_join()
    {
        var with = await fixture.Cluster.ReadJoinTokenAsync(forManagers: false, Token);
        var join = () => Worker.JoinAsync(with, Token);
        (await join.Should().ThrowAsync<ClusterException>().Where(e => e.Reason == ClusterReason.JoinRefused)).Which.Said.Should().Contain("already part of a swarm");
    }

    private async Task<IReadOnlyList<string>> ImageIdsAsync() => [.. (await Worker.Client.Images.ListImagesAsync(new(), Token)).Select(it => it.ID)];
}
