using System.Net;
using System.Net.Http.Headers;
using InfraSpecs;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace Walkthrough.Specs.Swarm;

[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
[Collection(StackCollection.Name)]
[Trait("Section", "3.5.4")]
public sealed class IngressSpecs(StackClusterFixture swarm)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private SwarmCluster Cluster => swarm.Cluster;

    [Fact]
    public async Task Through_HAProxy_all_three_proxies_say_hello_from_all_three_apis()
    {
        await using var network = await Cluster.CreateNetworkAsync("ch03", new SwarmNetworkOptions { Attachable = true }, Token);
        await using var echo = await Cluster.DeployStackAsync(StackClusterFixture.Echo, Token);
        await using var ingress = await Cluster.DeployStackAsync(StackClusterFixture.Ingress, Token);
        var placement = await echo.WaitUntilConvergedAsync(Token);
        (await ingress.WaitUntilConvergedAsync(Token))["haproxy"].Should().HaveRunningTasks(1).And.RunOnlyOn("node.role==manager");

        using var http = new HttpClient();
        await AllServeAsync(http, "X-Proxied-By", placement["nginx"]);
        await AllServeAsync(http, "X-Served-By", placement["api"]);
        (await http.GetStringAsync(Cluster.Endpoint(80), Token)).Should().Be("Hello Docker!!\n");

        (await http.GetAsync(Cluster.Endpoint(1936), Token)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String("stats:stats"u8));
        (await http.GetStringAsync(Cluster.Endpoint(1936), Token)).Should().Contain("Statistics Report for HAProxy").And.Contain("echo_nginx-80");
    }

    [Fact]
    [Trait("Beyond", "true")]
    public async Task HAProxy_drops_a_dead_backend_and_never_shows_a_removed_replica()
    {
        await using var network = await Cluster.CreateNetworkAsync("ch03", new SwarmNetworkOptions { Attachable = true }, Token);
        await using var echo = await Cluster.DeployStackAsync(StackClusterFixture.Echo, Token);
        await using var ingress = await Cluster.DeployStackAsync(StackClusterFixture.Ingress, Token);
        var before = (await echo.WaitUntilConvergedAsync(Token))["nginx"];
        await ingress.WaitUntilConvergedAsync(Token);
        using var http = new HttpClient();
        await AllServeAsync(http, "X-Proxied-By", before);

        var killed = before.Running[0];
        await Cluster[killed.Node].Client.Containers.KillContainerAsync(killed.ContainerId!, new(), Token);
        for (var request = 0; request < 100; request++)
        {
            using var answer = await http.GetAsync(Cluster.Endpoint(80), Token);
            answer.IsSuccessStatusCode.Should().BeTrue("request {0} after the death of {1} goes to another", request, killed);
            Replica(answer, "X-Proxied-By").Should().NotBe(HostOf(killed));
        }

        var nginx = await echo.GetServiceAsync("nginx", Token);
        await nginx.WaitUntilConvergedAsync(Token);
        await nginx.ScaleAsync(1, Token);
        var left = await nginx.WaitUntilConvergedAsync(Token);
        await Wait.UntilAsync("end of the removed replicas", OthersEndedAsync, Patience, Token);
        await AllServeAsync(http, "X-Proxied-By", left);
        for (var request = 0; request < 30; request++)
        {
            using var answer = await http.GetAsync(Cluster.Endpoint(80), Token);
            Replica(answer, "X-Proxied-By").Should().Be(HostOf(left.Running[0]));
        }

        async ValueTask<Probe<bool>> OthersEndedAsync(CancellationToken token)
        {
            var others = (await nginx.ListTasksAsync(token)).Where(it => it.State <= TaskState.Running).ToList();
            return others.Count == 1 ? Probe.Ready(true) : Probe.NotYet<bool>($"not ended are {string.Join(", ", others)}");
        }
    }

    /// <summary>Asks until each task of a service, and nobody else, has been seen to answer.</summary>
    private async Task AllServeAsync(HttpClient http, string header, Placement placement)
    {
        var hosts = placement.Running.Select(HostOf).ToHashSet();
        var seen = new HashSet<string>();
        await Wait.UntilAsync($"all of {placement.Service} behind HAProxy", AskAsync, Patience, Token);

        async ValueTask<Probe<bool>> AskAsync(CancellationToken token)
        {
            try
            {
                using var answer = await http.GetAsync(Cluster.Endpoint(80), token);
                if (!answer.IsSuccessStatusCode) return Probe.NotYet<bool>($"it answers {(int)answer.StatusCode}");
                seen.Add(Replica(answer, header));
                return seen.IsSupersetOf(hosts) ? Probe.Ready(true) : Probe.NotYet<bool>($"{seen.Count} answered: {string.Join(", ", seen)}; they are {string.Join(", ", hosts)}");
            }
            catch (HttpRequestException e)
            {
                return Probe.NotYet<bool>(e.Message);
            }
        }
    }

    private static string Replica(HttpResponseMessage answer, string header) => string.Join(",", answer.Headers.GetValues(header));

    private static string HostOf(TaskFacts task) => task.ContainerId![..12];
}
