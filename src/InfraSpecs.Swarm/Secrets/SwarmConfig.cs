using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>A config of a cluster: a file for services, which whoever may ask the managers can read.</summary>
public sealed class SwarmConfig : IAsyncDisposable
{
    private readonly SwarmCluster _cluster;

    private SwarmConfig(SwarmCluster cluster, string id, string name) => (_cluster, Id, Name) = (cluster, id, name);

    /// <summary>The ID that the managers gave it.</summary>
    public string Id { get; }

    /// <summary>Its name, by which <see cref="ServiceOptions.Configs"/> ask for it.</summary>
    public string Name { get; }

    /// <summary>Removes it. The services that use it must be gone.</summary>
    /// <param name="token">Ends the attempt.</param>
    /// <exception cref="ServiceException">A service uses it.</exception>
    /// <exception cref="WaitException">The managers did not answer within 10 s.</exception>
    public Task RemoveAsync(CancellationToken token) =>
        ManagerRequests.RemoveAsync($"config \"{Name}\"", linked => _cluster.Client.Configs.RemoveConfigAsync(Id, linked), _cluster.Time, token);

    /// <summary>Removes it. While a service uses it, the cluster takes that over: it goes with the last service that uses it, at the latest when the cluster is reset
    /// or disposed.</summary>
    public async ValueTask DisposeAsync() => await _cluster.Postponed.RemoveOrPostponeAsync(_cluster, Id, RemoveAsync);

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal static async Task<SwarmConfig> CreateAsync(SwarmCluster cluster, string name, byte[] content, CancellationToken token)
    {
        var body = new SwarmCreateConfigParameters { Config = new SwarmConfigSpec { Name = name, Labels = cluster.Labels.ToDictionary(), Data = content } };
        var created = await ManagerRequests.CreateAsync(cluster, "config", name, () => cluster.Client.Configs.CreateConfigAsync(body, CancellationToken.None), token);
        cluster.Made.Add(created.ID);
        return new SwarmConfig(cluster, created.ID, name);
    }
}
