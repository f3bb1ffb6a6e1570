using Docker.DotNet.Models;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Connection;

/// <summary>An engine that is reached over a network: one in a container, by its address.</summary>
public sealed class DistantEngine(EngineFixture fixture) : IAsyncLifetime
{
    private ContainerNetwork? _network;

    /// <summary>The image sources that it has from the start.</summary>
    public IReadOnlyList<string> Sources { get; init; } = ["base", "probe"];

    public Container Machine { get; private set; } = null!;

    public Engine Engine { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _network = await ContainerNetwork.CreateAsync(fixture.Engine, new ContainerNetworkOptions { Role = "distant" }, Token);
        var image = await fixture.Engine.Images.GetAsync("dind", Token);
        Machine = await fixture.Engine.StartAsync(
            fixture.Engine.NewContainer(image, "distant").WithPrivileged(true).WithNetwork(_network.Name)
                .WithCommand("dockerd", "--tls=false", "--host=unix:///var/run/docker.sock", "--host=tcp://0.0.0.0:2375"),
            Token);
        Engine = await Machine.WaitUntilAsync("its engine", ConnectAsync, TimeSpan.FromSeconds(60), Token);
        foreach (var source in Sources) await CarryAsync(source);
    }

    public async ValueTask DisposeAsync()
    {
        if (Engine is not null) await Engine.DisposeAsync();
        if (Machine is not null) await Machine.DisposeAsync();
        if (_network is not null) await _network.DisposeAsync();
    }

    /// <summary>It has no way to packages of its own.</summary>
    public async Task<string> CarryAsync(string source)
    {
        var image = await fixture.Engine.Images.GetAsync(source, Token);
        await using var archive = await fixture.Engine.Client.Images.SaveImageAsync(image, Token);
        await Engine.Client.Images.LoadImageAsync(new() { Quiet = true }, archive, new Progress<JSONMessage>(), Token);
        return image;
    }

    /// <summary>Whether a port of its machine answers at an address there; asked on that machine.</summary>
    public async Task<bool> AnswersThereAsync(string host, int port) =>
        (await Machine.ExecAsync(["timeout", "5", "bash", "-c", $"exec 3<>/dev/tcp/{host}/{port}"], new ExecOptions(), Token)).ExitCode == 0;

    private async ValueTask<Probe<Engine>> ConnectAsync(CancellationToken token)
    {
        try
        {
            return Probe.Ready(await Engine.ConnectAsync(new EngineOptions { Endpoint = new Uri($"tcp://{Machine.Testcontainer.IpAddress}:2375") }, token));
        }
        catch (EngineException e) when (e.Reason == EngineReason.Unavailable)
        {
            return Probe.NotYet<Engine>(e.Message);
        }
    }
}
