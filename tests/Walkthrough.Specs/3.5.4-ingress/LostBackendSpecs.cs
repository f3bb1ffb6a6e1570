using InfraSpecs;
using InfraSpecs.Extensibility;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace Walkthrough.Specs.Swarm;

[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
[Collection(IngressCollection.Name)]
[Trait("Section", "3.5.4")]
[Trait("Beyond", "true")]
public sealed class LostBackendSpecs(StackClusterFixture swarm)
{
    private SwarmCluster Cluster => swarm.Cluster;

    [Fact]
    public async Task HAProxy_drops_a_dead_backend_and_never_shows_a_removed_replica()
    {
        using var front = new Front(Cluster.Endpoint(80));
        await using var network = await Cluster.CreateNetworkAsync("ch03", new SwarmNetworkOptions { Attachable = true }, Token);
        await using var echo = await Cluster.DeployStackAsync(StackClusterFixture.Echo, Token);
        await using var ingress = await Cluster.DeployStackAsync(StackClusterFixture.Ingress, Token);
        var killed = (await echo.WaitUntilConvergedAsync(Token))["nginx"].Running[0];
        await ingress.WaitUntilConvergedAsync(Token);
        await front.FirstAnswerAsync(Token);
        var nginx = await echo.HoldServiceAsync("nginx", Token);
        await using var probe = await HttpProbe.StartAsync(Cluster.Endpoint(80), Front.Steadily, Token);
        await probe.WaitForRequestsAsync(50, Token);

        probe.Mark($"{killed} is killed");
        await Cluster[killed.Node].Client.Containers.KillContainerAsync(killed.ContainerId!, new(), Token);
        await Wait.UntilAsync($"replacement of {killed}", ReplacedAsync, Front.Patience, Token);
        probe.Mark("all but one are removed");
        await nginx.ScaleAsync(1, Token);
        var left = await nginx.WaitUntilConvergedAsync(Token);
        await Wait.UntilAsync("end of the removed replicas", OthersEndedAsync, Front.Patience, Token);

        (await front.AskAsync(50, Token)).Should().HaveBeenPassedOnByEveryTaskOf(left);
        (await probe.StopAsync(Token)).Should().HaveHadNoDowntime();

        async ValueTask<Probe<bool>> ReplacedAsync(CancellationToken token)
        {
            var running = (await nginx.ReadPlacementAsync(token)).Running;
            return running.Count == 3 && running.All(it => it.Id != killed.Id) ? Probe.Ready(true) : Probe.NotYet<bool>($"there run {string.Join(", ", running)}");
        }

        async ValueTask<Probe<bool>> OthersEndedAsync(CancellationToken token)
        {
            var others = (await nginx.ReadTasksAsync(token)).Where(it => it.State <= TaskState.Running).ToList();
            return others.Count == 1 ? Probe.Ready(true) : Probe.NotYet<bool>($"not ended are {string.Join(", ", others)}");
        }
    }
}
