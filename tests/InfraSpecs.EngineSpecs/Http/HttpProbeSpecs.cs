using Docker.DotNet.Models;
using InfraSpecs.EngineSpecs.Swarm;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.EngineSpecs.Swarm.NetworksCluster;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Http;

[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
[Collection(NetworksCollection.Name)]
public sealed class HttpProbeSpecs(NetworksCluster shared)
{
    private static readonly HttpProbeOptions Often = new() { RequestsPerSecond = 100 };

    private SwarmCluster Cluster => shared.Cluster;

    [Fact]
    public async Task A_quiet_service_has_no_downtime_and_all_its_tasks_serve_within_any_second()
    {
        await using var network = await Cluster.CreateNetworkAsync("quiet", new SwarmNetworkOptions { Attachable = true }, Token);
        await using var echo = await Cluster.CreateServiceAsync(Echo("quiet", "quiet") with { Replicas = 2 }, Token);
        var placement = await echo.WaitUntilConvergedAsync(Token);
        await using var points = await Cluster.EnterNetworkAsync("quiet", Token);
        await points.WaitUntilResolvedAsync("tasks.quiet", placement, TimeSpan.FromSeconds(20), Token);
        await using var probe = await points["worker02"].StartHttpProbeAsync(new Uri("http://quiet:8080/"), Often, Token);
        await probe.WaitForRequestsAsync(200, Token);
        var report = await probe.StopAsync(Token);
        TestContext.Current.TestOutputHelper!.WriteLine(report.ToString());
        report.Should().HaveHadNoDowntime().And.HaveBeenServedByAtLeast(2, TimeSpan.FromSeconds(1)).And.HaveBeenServedByEveryTaskOf(placement);
        report.From.Should().Be("worker02 in network quiet");
        report.StatusCodes.Should().Equal(new Dictionary<int, int> { [200] = report.Total });
    }

    [Fact]
    public async Task A_killed_task_is_told_with_the_gap_that_it_left()
    {
        await using var network = await Cluster.CreateNetworkAsync("killed", new SwarmNetworkOptions { Attachable = true }, Token);
        await using var echo = await Cluster.CreateServiceAsync(Echo("killed", "killed") with { Replicas = 1, Constraints = ["node.role==worker"] }, Token);
        var task = (await echo.WaitUntilConvergedAsync(Token)).Running[0];
        await using var points = await Cluster.EnterNetworkAsync("killed", Token);
        await using var probe = await points.StartHttpProbeAsync("http://killed:8080/", Often, Token);
        await probe.WaitForRequestsAsync(50, Token);
        probe.Mark("kill of the task");
        await Cluster[task.Node].Client.Containers.KillContainerAsync(task.ContainerId!, new ContainerKillParameters(), Token);
        await Wait.UntilAsync(
            "another replica's answer",
            _ => ValueTask.FromResult(probe.ReadReport().Replicas.Count > 1 ? Probe.Ready(true) : Probe.NotYet<bool>("none yet")), TimeSpan.FromMinutes(1), Token);
        await probe.WaitForRequestsAsync(50, Token);
        var report = await probe.StopAsync(Token);

        report.Failed.Should().BePositive();
        report.Replicas.Should().HaveCount(2);
        report.LongestGap.Mark!.What.Should().Be("kill of the task");
        report.Should().HaveHadGapOfAtMost(TimeSpan.FromSeconds(30));
        var claim = () => report.Should().HaveHadNoDowntime();
        var failure = claim.Should().Throw<SpecFailedException>().Which.Message;
        TestContext.Current.TestOutputHelper!.WriteLine(failure);
        failure.Should().Match("Expected report to have had no downtime, but * of * requests failed (*): no answer from * s to * s (*), which began * 'kill of the task'; * requests failed in it: *");
    }

    [Fact]
    public async Task An_update_that_stops_all_replicas_at_once_is_caught()
    {
        await using var network = await Cluster.CreateNetworkAsync("atonce", new SwarmNetworkOptions { Attachable = true }, Token);
        await using var echo = await Cluster.CreateServiceAsync(Echo("atonce", "atonce") with { Update = new UpdatePolicy { Parallelism = 0 } }, Token);
        var placement = await echo.WaitUntilConvergedAsync(Token);
        await using var points = await Cluster.EnterNetworkAsync("atonce", Token);
        await points.WaitUntilResolvedAsync("tasks.atonce", placement, TimeSpan.FromSeconds(20), Token);
        await using var probe = await points.StartHttpProbeAsync("http://atonce:8080/", Often, Token);
        await probe.WaitForRequestsAsync(100, Token);
        probe.Mark("began the update");
        await echo.ForceUpdateAsync(Token);
        await echo.WaitUntilConvergedAsync(Token);
        probe.Mark("converged");
        await probe.WaitForRequestsAsync(50, Token);
        var report = await probe.StopAsync(Token);

        foreach (var claim in new Action[] { () => report.Should().HaveHadNoDowntime(), () => report.Should().HaveBeenServedByAtLeast(2, TimeSpan.FromMilliseconds(500)) })
        {
            var failure = claim.Should().Throw<SpecFailedException>().Which.Message;
            TestContext.Current.TestOutputHelper!.WriteLine(failure);
            failure.Should().Contain("'began the update'");
        }
    }

    [Fact]
    public async Task A_probe_whose_node_dies_says_so_does_not_hold_up_the_disposal_and_the_node_is_entered_again()
    {
        await using var network = await Cluster.CreateNetworkAsync("lost", new SwarmNetworkOptions { Attachable = true }, Token);
        await using var echo = await Cluster.CreateServiceAsync(Echo("lost", "lost") with { Replicas = 1, Constraints = ["node.role==manager"] }, Token);
        await echo.WaitUntilConvergedAsync(Token);
        var worker = Cluster["worker01"];
        try
        {
            await using var points = await Cluster.EnterNetworkAsync("lost", Token);
            await using var probe = await points["worker01"].StartHttpProbeAsync(new Uri("http://lost:8080/"), Often, Token);
            await probe.WaitForRequestsAsync(20, Token);
            await worker.KillAsync(Token);
            await probe.Awaiting(it => it.WaitForRequestsAsync(100_000, Token)).Should().ThrowAsync<WaitException>().Where(e => e.Reason == WaitReason.Hopeless);
            var report = await probe.StopAsync(Token);
            report.Lost!.Cause.Should().BeOfType<ClusterException>().Which.Should().Match<ClusterException>(it => it.Reason == ClusterReason.PointLost && it.Node == "worker01");
            var claim = () => report.Should().HaveHadNoDowntime();
            var failure = claim.Should().Throw<SpecFailedException>().Which.Message;
            TestContext.Current.TestOutputHelper!.WriteLine(failure);
            failure.Should().StartWith("Expected report to have had no downtime, but the probe itself was lost after ");
            var view = await points.ResolveAsync("lost", Token);
            view.Answers.Single(it => it.Point == "worker01").Outcome.Should().Be(NameOutcome.Lost);
            view.Answers.Single(it => it.Point == "worker02").Outcome.Should().Be(NameOutcome.Found);
        }
        finally
        {
            await worker.StartAsync(Token);
        }

        // For half a minute an engine that has just come back attaches nothing.
        await using var again = await Cluster.EnterNetworkAsync("lost", Token);
        await again.WaitUntilResolvedAsync("tasks.lost", await echo.ReadPlacementAsync(Token), TimeSpan.FromSeconds(30), Token);
    }
}
