using InfraSpecs;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace Walkthrough.Specs.Swarm;

/// <summary>A new image that does not run.</summary>
[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
[Collection(UpdateCollection.Name)]
[Trait("Section", "3.5.4")]
[Trait("Beyond", "true")]
public sealed class RollbackSpecs(StackClusterFixture swarm, ITestOutputHelper output)
{
    private SwarmCluster Cluster => swarm.Cluster;

    [Fact]
    public async Task A_bad_image_rolls_back_by_itself_without_downtime()
    {
        await using var site = await Site.OpenAsync(Cluster, Token);
        var before = await site.Api.ReadPlacementAsync(Token);
        await using var replicas = await site.Api.WatchReplicasAsync(Token);
        await using var probe = await HttpProbe.StartAsync(Cluster.Endpoint(80), Front.Steadily, Token);
        await probe.WaitForRequestsAsync(50, Token);

        probe.Mark("the API becomes a HAProxy, which ends at once");
        await site.Api.UpdateAsync(it => it with { Image = "registry:5000/example/haproxy:latest" }, Token);
        var update = await site.Api.WaitUntilRolledBackAsync(Token);
        await probe.WaitForRequestsAsync(50, Token);

        var report = await probe.StopAsync(Token);
        output.WriteLine($"{update}\n{report}");
        update.Should().HaveRolledBackByItself();
        update.ReplacedImage.Should().Be("registry:5000/example/haproxy:latest");
        update.Placement.Should().HaveImageEverywhere(before.Running[0].Digest!);
        (await replicas.StopAsync(Token)).Should().NeverHaveHadFewerThan(3);
        report.Should().HaveHadNoDowntime();
    }
}
