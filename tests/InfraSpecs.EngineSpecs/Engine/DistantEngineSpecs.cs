using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Connecting;

/// <summary>An engine that is reached over a network: one in a container, by its address.</summary>
[RequiresEngine(EngineFeatures.Privileged)]
public sealed class DistantEngineSpecs(EngineFixture fixture)
{
    private Engine Engine => fixture.Engine;

    [Fact]
    public async Task A_published_port_is_reached_where_the_engine_is_and_by_the_engine_itself()
    {
        await using var network = await ContainerNetwork.CreateAsync(Engine, "distant", Token);
        var image = await Engine.Images.GetAsync("dind", Token);
        await using var machine = await Engine.StartAsync(
            Engine.NewContainer(image, "distant").WithPrivileged(true).WithNetwork(network.Name)
                .WithCommand("dockerd", "--tls=false", "--host=unix:///var/run/docker.sock", "--host=tcp://0.0.0.0:2375"),
            Token);
        await using var distant = await machine.WaitUntilAsync(Engine, "its engine", ConnectAsync, TimeSpan.FromSeconds(60), Token);

        await using var echo = await distant.StartAsync(distant.NewContainer(await CarryAsync("echo", distant), "echo").WithLoopbackPort(8080), Token);
        await echo.WaitUntilAsync(distant, "its own check", UpAsync, TimeSpan.FromSeconds(20), Token);
        var (host, port) = echo.GetPublishedAddress(8080);
        host.Should().Be(machine.IpAddress);
        using var http = new HttpClient { BaseAddress = new Uri($"http://{host}:{port}") };
        (await http.GetStringAsync((Uri?)null, Token)).Should().Be("Hello Docker!!\n");
        var inside = await machine.ExecAsync(Engine, ["bash", "-c", $"exec 3<>/dev/tcp/127.0.0.1/{port} && printf 'GET / HTTP/1.0\\r\\n\\r\\n' >&3 && cat <&3"], new ExecOptions(), Token);
        inside.Output.Should().Contain("Hello Docker!!");

        async ValueTask<Probe<bool>> UpAsync(CancellationToken token) =>
            (await echo.ExecAsync(distant, ["/echo", "--check"], new ExecOptions(), token)).ExitCode == 0 ? Probe.Ready(true) : Probe.NotYet<bool>("it fails");

        async ValueTask<Probe<Engine>> ConnectAsync(CancellationToken token)
        {
            try
            {
                return Probe.Ready(await Engine.ConnectAsync(new EngineOptions { Endpoint = new Uri($"tcp://{machine.IpAddress}:2375") }, token));
            }
            catch (EngineUnavailableException e)
            {
                return Probe.NotYet<Engine>(e.Message);
            }
        }
    }

    private async Task<string> CarryAsync(string source, Engine other)
    {
        var image = await Engine.Images.GetAsync(source, Token);
        await using var archive = await Engine.Client.Images.SaveImageAsync(image, Token);
        await other.Client.Images.LoadImageAsync(new() { Quiet = true }, archive, new Progress<Docker.DotNet.Models.JSONMessage>(), Token);
        return image;
    }
}
