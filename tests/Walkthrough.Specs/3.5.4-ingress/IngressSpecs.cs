using System.Net;
using System.Net.Http.Headers;
using InfraSpecs;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace Walkthrough.Specs.Swarm;

/// <summary>A cluster for the way in through HAProxy.</summary>
[CollectionDefinition(Name)]
public sealed class IngressCollection : ICollectionFixture<StackClusterFixture>
{
    public const string Name = "ingress";
}

[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
[Collection(IngressCollection.Name)]
[Trait("Section", "3.5.4")]
public sealed class IngressSpecs(StackClusterFixture swarm)
{
    private SwarmCluster Cluster => swarm.Cluster;

    [Fact]
    public async Task Through_HAProxy_all_three_proxies_say_hello_from_all_three_apis()
    {
        using var front = new Front(Cluster.Endpoint(80));
        await using var network = await Cluster.CreateNetworkAsync("ch03", new SwarmNetworkOptions { Attachable = true }, Token);
        await using var echo = await Cluster.DeployStackAsync(StackClusterFixture.Echo, Token);
        await using var ingress = await Cluster.DeployStackAsync(StackClusterFixture.Ingress, Token);
        var placement = await echo.WaitUntilConvergedAsync(Token);
        (await ingress.WaitUntilConvergedAsync(Token))["haproxy"].Should().HaveRunningTasks(1).And.RunOnlyOn("node.role==manager");

        (await front.FirstAnswerAsync(Token)).Should().Be("Hello Docker!!\n");
        (await front.AskAsync(100, Token)).Should().HaveBeenPassedOnByEveryTaskOf(placement["nginx"]).And.HaveBeenServedByEveryTaskOf(placement["api"]).And.HaveHadNoDowntime();

        (await front.Http.GetAsync(Cluster.Endpoint(1936), Token)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        front.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String("stats:stats"u8));
        (await front.Http.GetStringAsync(Cluster.Endpoint(1936), Token)).Should().Contain("Statistics Report for HAProxy").And.Contain("echo_nginx-80");
    }
}
