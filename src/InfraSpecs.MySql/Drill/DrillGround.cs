using Docker.DotNet.Models;

namespace InfraSpecs.MySql;

/// <summary>What outlives the first server of a drill: the volume of backups, and the network, where an action needs one.</summary>
internal sealed class DrillGround : IAsyncDisposable
{
    private readonly Engine _engine;
    private readonly string _host;
    private readonly ContainerNetwork? _network;

    private DrillGround(Engine engine, string volume, ContainerNetwork? network, string host) => (_engine, Volume, _network, _host) = (engine, volume, network, host);

    /// <summary>The engine's name of the volume.</summary>
    public string Volume { get; }

    public static async Task<DrillGround> CreateAsync(Engine engine, BackupDrillOptions options, CancellationToken token)
    {
        var network = options.NeedsNetwork ? await ContainerNetwork.CreateAsync(engine, new ContainerNetworkOptions { Role = "drill" }, token) : null;
        try
        {
            var volume = $"drill-{engine.Session.ShortId}-{Guid.NewGuid():N}";
            await engine.Client.Volumes.CreateAsync(new VolumesCreateParameters { Name = volume, Labels = engine.Session.Labels.ToDictionary() }, token);
            return new DrillGround(engine, volume, network, options.Host);
        }
        catch (Exception e)
        {
            if (network is not null) await Undo.AfterAsync(e, network.DisposeAsync);
            throw;
        }
    }

    /// <summary>The server as its options say, and reached by its name in the network as well.</summary>
    public MySqlOptions Place(MySqlOptions server) => _network is not { Name: var network } ? server : server with
    {
        // The network means nothing for new data.
        Golden = server.UsesGolden,
        Configure = builder => (server.Configure?.Invoke(builder) ?? builder).WithNetwork(network).WithNetworkAliases(_host),
    };

    public DrillSite SiteOf(MySqlOptions options, DataVolumeContainer data, MySqlServer? server) => new()
    {
        Network = _network?.Name ?? "",
        Host = _host,
        RootPassword = options.RootPassword,
        Volume = Volume,
        Data = data,
        Server = server,
    };

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_network is not null) await _network.DisposeAsync();
        }
        finally
        {
            await _engine.RemovingAsync($"volume {Volume}", () => _engine.Client.Volumes.RemoveAsync(Volume, true, CancellationToken.None));
        }
    }
}
