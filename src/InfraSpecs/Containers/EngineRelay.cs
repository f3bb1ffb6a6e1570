
namespace InfraSpecs;

/// <summary>
/// The way to the 127.0.0.1 of an engine's machine that is not this one: a small container in that machine's own network, through which connections are carried. There is one
/// for each connection to an engine, made when the first port needs it.
/// </summary>
internal sealed class EngineRelay(Engine engine) : IAsyncDisposable
{
    private const string Loopback = "127.0.0.1";

    private readonly Memo<string> _container = new(token => StartAsync(engine, token), engine.Closing);
    private readonly List<PortForward> _open = [];
    private string? _made;

    /// <summary>Forwards what a container publishes on its machine's 127.0.0.1, under ports of this one.</summary>
    public async Task CarryAsync(Container container, CancellationToken token)
    {
        var bindings = (await engine.Client.Containers.InspectContainerAsync(container.Id, token)).HostConfig?.PortBindings;
        var ports = (bindings ?? new Dictionary<string, IList<Docker.DotNet.Models.PortBinding>>())
            .Where(it => it.Key.EndsWith("/tcp", StringComparison.Ordinal) && it.Value?.Any(binding => binding.HostIP == Loopback) == true)
            .Select(it => int.Parse(it.Key.Split('/')[0], System.Globalization.CultureInfo.InvariantCulture)).ToList();
        if (ports.Count == 0) return;
        var relay = await RelayAsync(container, ports, token);
        var forwards = ports.ToDictionary(port => port, port => new PortForward(new RelayRoute(engine, relay, container, port)));
        lock (_open) _open.AddRange(forwards.Values);
        container.Forwards = forwards;
    }

    /// <summary>Closes the ports that their containers have not closed. The container goes with the session's; of a named thing, which stays, it is no part.</summary>
    public async ValueTask DisposeAsync()
    {
        PortForward[] open;
        lock (_open) open = [.. _open];
        await Task.WhenAll(open.Select(it => it.DisposeAsync().AsTask()));
        if (engine.Session.Named is null || _made is not { } made) return;
        await engine.RemovingAsync("the relay", () => engine.Client.Containers.RemoveContainerAsync(made, new Docker.DotNet.Models.ContainerRemoveParameters { Force = true }, CancellationToken.None));
    }

    private async Task<string> RelayAsync(Container container, IReadOnlyList<int> ports, CancellationToken token)
    {
        try
        {
            return _made = await _container.GetAsync(token);
        }
        catch (InfraSpecsException e)
        {
            throw EngineException.PortNotForwarded(container.Name, ports, engine.Endpoint, e);
        }
    }

    private static async Task<string> StartAsync(Engine engine, CancellationToken token)
    {
        var image = await engine.Images.GetAsync("probe", token);
        var builder = engine.NewContainer(image, "relay").WithCreateParameterModifier(create =>
        {
            create.HostConfig!.NetworkMode = "host";
            create.HostConfig.CapDrop = ["ALL"];
            create.HostConfig.ReadonlyRootfs = true;
        });
        return (await engine.StartAsync(builder, token)).Id;
    }

    /// <summary>After a restart the container has another port there; here it keeps its own.</summary>
    private sealed class RelayRoute(Engine engine, string relay, Container container, int port) : IForwardRoute
    {
        public Task<ForwardPlace> NextAsync(CancellationToken token) =>
            Task.FromResult(new ForwardPlace(ToString(), container.Testcontainer.GetMappedPublicPort(port), OpenAsync));

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        public override string ToString() => $"the machine of {engine.Endpoint}";

        private async Task<OpenExec> OpenAsync(IReadOnlyList<string> arguments, TimeSpan within, CancellationToken token)
        {
            using var deadline = new CancellationTokenSource(within, engine.Time);
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, token);
            return await OpenExec.StartAsync(engine.Client, relay, ["/probe", .. arguments], linked.Token).WaitAsync(linked.Token);
        }
    }
}
