using Docker.DotNet;
using Docker.DotNet.Models;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Connection;

/// <summary>Specs of engines that are lost: each has a connection of its own, through a proxy. What it leaves is removed past the proxy.</summary>
public abstract class ProxiedSpecs(EngineFixture fixture) : IAsyncLifetime
{
    /// <summary>The limit that the docs name, and what a busy machine needs.</summary>
    protected static readonly TimeSpan WhenLost = TimeSpan.FromSeconds(16);

    private Engine? _engine;

    protected Engine Engine => _engine!;

    private protected EngineProxy Proxy { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(fixture.UnavailableReason is not null, fixture.UnavailableReason ?? "");
        Proxy = new EngineProxy(fixture.Engine);
        _engine = await Engine.ConnectAsync(new EngineOptions { Endpoint = Proxy.Endpoint }, Token);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_engine is null) return;
        Proxy.Pass();
        await _engine.DisposeAsync();
        await Proxy.DisposeAsync();
        // What the engine was still making when the way to it opened again comes late, and holds the rest.
        await Wait.UntilAsync("removal of what the spec left", token => TryRemoveLeftAsync(_engine.Session, token), TimeSpan.FromSeconds(20), Token);
    }

    protected async Task<Container> StartSleeperAsync() => await Engine.StartAsync(await SleeperAsync(), Token);

    private protected async Task<DotNet.Testcontainers.Builders.ContainerBuilder> SleeperAsync() =>
        Engine.NewContainer(await Engine.Images.GetAsync("busybox", Token), "sleeper").WithCommand("sh", "-c", "echo up; sleep 300");

    private async ValueTask<Probe<bool>> TryRemoveLeftAsync(Session session, CancellationToken token)
    {
        try
        {
            await RemoveLeftAsync(session, token);
            return Probe.Ready(true);
        }
        catch (DockerApiException e)
        {
            return Probe.NotYet<bool>(EngineMessage.Of(e));
        }
    }

    private async Task RemoveLeftAsync(Session session, CancellationToken token)
    {
        var client = fixture.Engine.Client;
        IDictionary<string, IDictionary<string, bool>> mine = new Dictionary<string, IDictionary<string, bool>>
        {
            ["label"] = new Dictionary<string, bool> { [$"{Session.IdLabel}={session.Labels[Session.IdLabel]}"] = true },
        };
        foreach (var it in await client.Containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = mine }, token))
        {
            await client.Containers.RemoveContainerAsync(it.ID, new ContainerRemoveParameters { Force = true, RemoveVolumes = true }, token);
        }

        foreach (var it in await client.Networks.ListNetworksAsync(new NetworksListParameters { Filters = mine }, token)) await client.Networks.DeleteNetworkAsync(it.ID, token);
        foreach (var it in (await client.Volumes.ListAsync(new VolumesListParameters { Filters = mine }, token)).Volumes ?? []) await client.Volumes.RemoveAsync(it.Name, true, token);
    }
}
