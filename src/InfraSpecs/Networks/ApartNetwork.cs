using DotNet.Testcontainers.Builders;

namespace InfraSpecs.Extensibility;

/// <summary>
/// A stay in the session's network for servers that only this machine shall reach, by the ports that they publish. Containers in it do not reach each other (the bridge driver's
/// option enable_icc is false), and those of other networks, the engine's default one among them, do not reach into it. It is there as long as somebody stays in it: engines have
/// address ranges for some thirty networks, so that there is one for all.
/// </summary>
public sealed class ApartNetwork : IAsyncDisposable
{
    private readonly Room _room;
    private bool _hasLeft;

    private ApartNetwork(Room room, string name) => (_room, Name) = (room, name);

    /// <summary>By which the engine knows the network.</summary>
    public string Name { get; }

    /// <summary>Enters the network, which is created if nobody is in it.</summary>
    /// <param name="engine">Where.</param>
    /// <param name="token">Ends the attempt; nothing is left then.</param>
    /// <exception cref="EngineException">The engine refused; most often it has no address range left for another network.</exception>
    public static async Task<ApartNetwork> EnterAsync(Engine engine, CancellationToken token)
    {
        var room = engine.Keep(it => new Room(it));
        return new ApartNetwork(room, await room.EnterAsync(token));
    }

    /// <summary>Puts a container into the network, unless its builder names another one.</summary>
    /// <param name="builder">The container to be.</param>
    public ContainerBuilder Hold(ContainerBuilder builder) => builder.WithCreateParameterModifier(create =>
    {
        if (create.NetworkingConfig?.EndpointsConfig is { Count: > 0 } || create.HostConfig!.NetworkMode is { Length: > 0 }) return;
        create.HostConfig.NetworkMode = Name;
    });

    /// <summary>Leaves the network, which is removed with the last one. The container must have left it.</summary>
    public ValueTask DisposeAsync() => Interlocked.Exchange(ref _hasLeft, true) ? ValueTask.CompletedTask : _room.LeaveAsync();

    /// <summary>An engine's one network, and how many stay in it.</summary>
    internal sealed class Room(Engine engine)
    {
        private static readonly Dictionary<string, string> NobodyReachesAnother = new() { ["com.docker.network.bridge.enable_icc"] = "false" };
        private static readonly ContainerNetworkOptions Apart = new() { Role = "apart", Configure = it => it.Options = NobodyReachesAnother };

        private readonly Lock _gate = new();
        private Task<ContainerNetwork>? _network;
        private int _guests;

        public async Task<string> EnterAsync(CancellationToken token)
        {
            token.ThrowIfCancellationRequested();
            Task<ContainerNetwork> network;
            lock (_gate)
            {
                network = _network ??= ContainerNetwork.CreateAsync(engine, Apart, CancellationToken.None);
                _guests++;
            }

            try
            {
                return (await network.WaitAsync(token)).Name;
            }
            catch
            {
                await LeaveAsync();
                throw;
            }
        }

        public async ValueTask LeaveAsync()
        {
            Task<ContainerNetwork> empty;
            lock (_gate)
            {
                if (--_guests > 0) return;
                (empty, _network) = (_network!, null);
            }

            // With the engine everything of the session has gone.
            if (engine.Closing.IsCancellationRequested) return;
            await ((Task)empty).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (empty.IsCompletedSuccessfully) await (await empty).DisposeAsync();
        }
    }
}
