using System.Net.Sockets;
using System.Text;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.EngineSpecs.Swarm.NetworksCluster;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Swarm.Forward;

[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
[Collection(NetworksCollection.Name)]
public sealed class ForwardSpecs(NetworksCluster shared)
{
    private SwarmCluster Cluster => shared.Cluster;

    [Fact]
    public void A_port_that_was_not_published_is_told_with_what_reaches_it()
    {
        var failure = Cluster.Invoking(it => it.Endpoint(81)).Should().Throw<ClusterException>().Where(e => e.Reason == ClusterReason.PortNotPublished).Which;
        failure.Message.Should().Be(
            "Port 81 of manager is not published: the node was started without it, or does not run.\n"
            + "  What to do: name the port in SwarmOptions.ManagerPorts or WorkerPorts; or use cluster.ForwardAsync(node, port, token), which needs no published port.");
    }

    [Fact]
    public async Task A_service_that_publishes_nothing_is_reached_on_workers_in_turns()
    {
        await using var network = await Cluster.CreateNetworkAsync("inside", new SwarmNetworkOptions(), Token);
        await using var echo = await Cluster.CreateServiceAsync(Echo("inside", "inside") with { Replicas = 2, Constraints = ["node.role==worker"] }, Token);
        var placement = await echo.WaitUntilConvergedAsync(Token);
        await using (var forward = await Cluster.ForwardAsync(echo, 8080, Token))
        {
            using var client = new HttpClient();
            List<string> served = [];
            for (var i = 0; i < 4; i++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, forward.Endpoint) { Headers = { ConnectionClose = true } };
                using var response = await client.SendAsync(request, Token);
                (await response.Content.ReadAsStringAsync(Token)).Should().Be("Hello Docker!!\n");
                served.Add(response.Headers.GetValues("X-Served-By").Single());
            }

            served.Distinct().Should().BeEquivalentTo(placement.Running.Select(it => it.ContainerId![..12]));
            forward.LastRefusal.Should().BeNull();
        }

        (await shared.ProbesAsync(Token)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_port_that_a_node_has_is_reached_and_a_client_that_has_said_all_still_hears_the_answer()
    {
        await using var echo = await Cluster.CreateServiceAsync(
            new ServiceOptions
            {
                Name = "published",
                Image = "example/echo:latest",
                Constraints = ["node.hostname==worker01"],
                Ports = [new ServicePort(8080, 8099) { Mode = PortMode.Host }],
                EndpointMode = EndpointMode.DnsRoundRobin,
                StopGracePeriod = TimeSpan.FromSeconds(1),
                StableFor = TimeSpan.FromSeconds(1),
            }, Token);
        await echo.WaitUntilConvergedAsync(Token);
        await using var forward = await Cluster.ForwardAsync(Cluster["worker01"], 8099, Token);
        using var client = new TcpClient();
        await client.ConnectAsync(forward.Endpoint.Host, forward.Endpoint.Port, Token);
        var stream = client.GetStream();
        await stream.WriteAsync("GET / HTTP/1.0\r\n\r\n"u8.ToArray(), Token);
        client.Client.Shutdown(SocketShutdown.Send);
        using var answer = new StreamReader(stream, Encoding.ASCII);
        (await answer.ReadToEndAsync(Token)).Should().StartWith("HTTP/1.1 200 OK").And.EndWith("Hello Docker!!\n");
    }

    [Fact]
    public async Task A_server_that_speaks_first_as_those_of_databases_and_mail_hears_its_client()
    {
        await using var greeter = await Cluster.CreateServiceAsync(
            new ServiceOptions
            {
                Name = "greeter",
                Image = "example/busybox:latest",
                Command = ["nc", "-ll", "-p", "7000", "-e", "sh", "-c", "echo who; while read name; do echo hello $name; done"],
                EndpointMode = EndpointMode.DnsRoundRobin,
                StopGracePeriod = TimeSpan.FromSeconds(1),
                StableFor = TimeSpan.FromSeconds(1),
            }, Token);
        await greeter.WaitUntilConvergedAsync(Token);
        await using var forward = await Cluster.ForwardAsync(greeter, 7000, Token);
        using var client = new TcpClient();
        await client.ConnectAsync(forward.Endpoint.Host, forward.Endpoint.Port, Token);
        using var hears = new StreamReader(client.GetStream(), Encoding.ASCII);
        var (says, soon) = (client.GetStream(), TimeSpan.FromSeconds(20));
        (await hears.ReadLineAsync(Token).AsTask().WaitAsync(soon, Token)).Should().Be("who");
        foreach (var name in new[] { "Ada", "Grace" })
        {
            await says.WriteAsync(Encoding.ASCII.GetBytes(name + "\n"), Token);
            (await hears.ReadLineAsync(Token).AsTask().WaitAsync(soon, Token)).Should().Be("hello " + name);
        }
    }

    [Fact]
    public async Task A_port_that_nobody_listens_on_closes_the_connection_and_says_why()
    {
        await using var forward = await Cluster.ForwardAsync(Cluster["worker02"], 81, Token);
        using var client = new TcpClient();
        await client.ConnectAsync(forward.Endpoint.Host, forward.Endpoint.Port, Token);
        (await client.GetStream().ReadAsync(new byte[1], Token)).Should().Be(0);
        await Wait.UntilAsync(
            "a refusal", _ => ValueTask.FromResult(forward.LastRefusal is null ? Probe.NotYet<bool>("none") : Probe.Ready(true)), TimeSpan.FromSeconds(20), Token);
        forward.LastRefusal!.ToString().Should().Be("node worker02: 127.0.0.1:81 refused the connection; nobody listens there");
    }
}
