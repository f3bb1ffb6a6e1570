using System.Net;
using System.Net.Http.Headers;
using InfraSpecs;
using InfraSpecs.Extensibility;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace Walkthrough.Specs.Swarm;

[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
[Collection(StackCollection.Name)]
[Trait("Section", "3.5.4")]
public sealed class IngressSpecs(StackClusterFixture swarm) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // A new connection for each request goes through two proxies; the machine may be busy.
    private static readonly HttpProbeOptions Steadily = new() { RequestsPerSecond = 25, Timeout = TimeSpan.FromSeconds(10) };

    private readonly HttpClient _http = new();

    private SwarmCluster Cluster => swarm.Cluster;

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Through_HAProxy_all_three_proxies_say_hello_from_all_three_apis()
    {
        await using var network = await Cluster.CreateNetworkAsync("ch03", new SwarmNetworkOptions { Attachable = true }, Token);
        await using var echo = await Cluster.DeployStackAsync(StackClusterFixture.Echo, Token);
        await using var ingress = await Cluster.DeployStackAsync(StackClusterFixture.Ingress, Token);
        var placement = await echo.WaitUntilConvergedAsync(Token);
        (await ingress.WaitUntilConvergedAsync(Token))["haproxy"].Should().HaveRunningTasks(1).And.RunOnlyOn("node.role==manager");

        (await FirstAnswerAsync()).Should().Be("Hello Docker!!\n");
        (await AskAsync(100)).Should().HaveBeenPassedOnByEveryTaskOf(placement["nginx"]).And.HaveBeenServedByEveryTaskOf(placement["api"]).And.HaveHadNoDowntime();

        (await _http.GetAsync(Cluster.Endpoint(1936), Token)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String("stats:stats"u8));
        (await _http.GetStringAsync(Cluster.Endpoint(1936), Token)).Should().Contain("Statistics Report for HAProxy").And.Contain("echo_nginx-80");
    }

    [Fact]
    [Trait("Beyond", "true")]
    public async Task HAProxy_drops_a_dead_backend_and_never_shows_a_removed_replica()
    {
        await using var network = await Cluster.CreateNetworkAsync("ch03", new SwarmNetworkOptions { Attachable = true }, Token);
        await using var echo = await Cluster.DeployStackAsync(StackClusterFixture.Echo, Token);
        await using var ingress = await Cluster.DeployStackAsync(StackClusterFixture.Ingress, Token);
        var killed = (await echo.WaitUntilConvergedAsync(Token))["nginx"].Running[0];
        await ingress.WaitUntilConvergedAsync(Token);
        await FirstAnswerAsync();
        var nginx = await echo.HoldServiceAsync("nginx", Token);
        await using var probe = await HttpProbe.StartAsync(Cluster.Endpoint(80), Steadily, Token);
        await probe.WaitForRequestsAsync(50, Token);

        probe.Mark($"{killed} is killed");
        await Cluster[killed.Node].Client.Containers.KillContainerAsync(killed.ContainerId!, new(), Token);
        await Wait.UntilAsync($"replacement of {killed}", ReplacedAsync, Patience, Token);
        probe.Mark("all but one are removed");
        await nginx.ScaleAsync(1, Token);
        var left = await nginx.WaitUntilConvergedAsync(Token);
        await Wait.UntilAsync("end of the removed replicas", OthersEndedAsync, Patience, Token);

        (await AskAsync(50)).Should().HaveBeenPassedOnByEveryTaskOf(left);
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

    private async Task<HttpProbeReport> AskAsync(int requests)
    {
        await using var probe = await HttpProbe.StartAsync(Cluster.Endpoint(80), Steadily, Token);
        await probe.WaitForRequestsAsync(requests, Token);
        return await probe.StopAsync(Token);
    }

    /// <summary>HAProxy learns of a service a moment after the managers do.</summary>
    private Task<string> FirstAnswerAsync() => Wait.UntilAsync("an answer through HAProxy", async token =>
    {
        try
        {
            return Probe.Ready(await _http.GetStringAsync(Cluster.Endpoint(80), token));
        }
        catch (HttpRequestException e)
        {
            return Probe.NotYet<string>(e.Message);
        }
    }, Patience, Token);
}
