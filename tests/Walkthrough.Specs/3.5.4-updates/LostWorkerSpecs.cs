using InfraSpecs;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace Walkthrough.Specs.Swarm;

/// <summary>A worker that dies under the site.</summary>
[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
[Collection(StackCollection.Name)]
[Trait("Section", "3.5.4")]
[Trait("Beyond", "true")]
public sealed class LostWorkerSpecs(StackClusterFixture swarm, ITestOutputHelper output)
{
    private SwarmCluster Cluster => swarm.Cluster;

    [Fact]
    public async Task Killing_a_worker_gives_a_gap_that_is_reported_and_bounded()
    {
        await using var site = await Site.OpenAsync(Cluster, Token);
        await using var replicas = await site.Proxies.WatchReplicasAsync(Token);
        await using var probe = await HttpProbe.StartAsync(Cluster.Endpoint(80), Front.Steadily with { Timeout = TimeSpan.FromSeconds(2) }, Token);
        await probe.WaitForRequestsAsync(50, Token);
        try
        {
            probe.Mark("worker03 is killed");
            await Cluster["worker03"].KillAsync(Token);
            await Cluster["worker03"].WaitUntilDownAsync(Token);
            (await site.Proxies.WaitUntilConvergedAsync(Token)).Should().HaveRunningTasks(3).And.AvoidNode("worker03");
            (await site.Api.WaitUntilConvergedAsync(Token)).Should().HaveRunningTasks(3).And.AvoidNode("worker03");
            probe.Mark("all replicas run again");
            await probe.WaitForRequestsAsync(50, Token);

            var report = await probe.StopAsync(Token);
            var history = await replicas.StopAsync(Token);
            output.WriteLine($"{report}\n{history}");
            report.Should().HaveHadGapOfAtMost(TimeSpan.FromSeconds(10));
            history.Should().NeverHaveHadFewerThan(2);
            history.Invoking(it => it.Should().NeverHaveHadFewerThan(3)).Should().Throw<SpecFailedException>()
                .Which.Message.Should().Contain("was lost with its node on worker03");
        }
        finally
        {
            await Cluster["worker03"].StartAsync(CancellationToken.None);
        }
    }
}
