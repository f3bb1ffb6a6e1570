using InfraSpecs;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace Walkthrough.Specs.Swarm;

/// <summary>A cluster for new images, beside the other sections: most of their time goes by with waiting.</summary>
[CollectionDefinition(Name)]
public sealed class UpdateCollection : ICollectionFixture<StackClusterFixture>
{
    public const string Name = "updates";
}

[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
[Collection(UpdateCollection.Name)]
[Trait("Section", "3.5.4")]
[Trait("Beyond", "true")]
public sealed class RollingUpdateSpecs(StackClusterFixture swarm, ITestOutputHelper output)
{
    private SwarmCluster Cluster => swarm.Cluster;

    [Fact]
    public async Task A_rolling_update_of_the_API_and_of_the_proxies_loses_no_request()
    {
        await using var site = await Site.OpenAsync(Cluster, Token);
        await using var apis = await site.Api.WatchReplicasAsync(Token);
        await using var proxies = await site.Proxies.WatchReplicasAsync(Token);
        await using var probe = await HttpProbe.StartAsync(Cluster.Endpoint(80), Front.Steadily, Token);
        await probe.WaitForRequestsAsync(50, Token);

        probe.Mark("the API is updated");
        await site.Api.UpdateAsync(it => it with { Environment = Site.Saying("Hello again!!") }, Token);
        (await site.Api.WaitUntilUpdatedAsync(Token)).Should().HaveCompleted();
        probe.Mark("the proxies are replaced");
        await site.Proxies.ForceUpdateAsync(Token);
        (await site.Proxies.WaitUntilUpdatedAsync(Token)).Should().HaveCompleted();
        await probe.WaitForRequestsAsync(50, Token);

        var report = await probe.StopAsync(Token);
        output.WriteLine($"{report}");
        report.Should().HaveHadNoDowntime();
        (await apis.StopAsync(Token)).Should().NeverHaveHadFewerThan(3);
        (await proxies.StopAsync(Token)).Should().NeverHaveHadFewerThan(3);
        using var http = new HttpClient();
        (await http.GetStringAsync(Cluster.Endpoint(80), Token)).Should().Be("Hello again!!\n");
    }
}
