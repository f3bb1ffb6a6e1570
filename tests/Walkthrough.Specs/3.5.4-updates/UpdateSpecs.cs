using InfraSpecs;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace Walkthrough.Specs.Swarm;

/// <summary>On a cluster of their own, beside the other sections: most of their time goes by with waiting.</summary>
[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
[Trait("Section", "3.5.4")]
[Trait("Beyond", "true")]
public sealed class UpdateSpecs(StackClusterFixture swarm, ITestOutputHelper output) : IClassFixture<StackClusterFixture>
{
    // A new connection for each request goes through two proxies; the machine may be busy.
    private static readonly HttpProbeOptions Steadily = new() { RequestsPerSecond = 25, Timeout = TimeSpan.FromSeconds(10) };

    private SwarmCluster Cluster => swarm.Cluster;

    [Fact]
    public async Task A_rolling_update_of_the_API_and_of_the_proxies_loses_no_request()
    {
        await using var site = await Site.OpenAsync(Cluster, Token);
        await using var apis = await site.Api.WatchReplicasAsync(Token);
        await using var proxies = await site.Proxies.WatchReplicasAsync(Token);
        await using var probe = await HttpProbe.StartAsync(Cluster.Endpoint(80), Steadily, Token);
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

    [Fact]
    public async Task A_bad_image_rolls_back_by_itself_without_downtime()
    {
        await using var site = await Site.OpenAsync(Cluster, Token);
        var before = await site.Api.ReadPlacementAsync(Token);
        await using var replicas = await site.Api.WatchReplicasAsync(Token);
        await using var probe = await HttpProbe.StartAsync(Cluster.Endpoint(80), Steadily, Token);
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

    [Fact]
    public async Task Killing_a_worker_gives_a_gap_that_is_reported_and_bounded()
    {
        await using var site = await Site.OpenAsync(Cluster, Token);
        await using var replicas = await site.Proxies.WatchReplicasAsync(Token);
        await using var probe = await HttpProbe.StartAsync(Cluster.Endpoint(80), Steadily with { Timeout = TimeSpan.FromSeconds(2) }, Token);
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
