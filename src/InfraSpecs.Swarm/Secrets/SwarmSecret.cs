using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>A secret of a cluster. Its value is never read back: the managers do not give it, and nothing here keeps it.</summary>
public sealed class SwarmSecret : IAsyncDisposable
{
    private readonly SwarmCluster _cluster;

    private SwarmSecret(SwarmCluster cluster, string id, string name) => (_cluster, Id, Name) = (cluster, id, name);

    /// <summary>The ID that the managers gave it.</summary>
    public string Id { get; }

    /// <summary>Its name, by which <see cref="ServiceOptions.Secrets"/> ask for it.</summary>
    public string Name { get; }

    /// <summary>Removes it. The services that use it must be gone.</summary>
    /// <param name="token">Ends the attempt.</param>
    /// <exception cref="ServiceException">A service uses it.</exception>
    /// <exception cref="WaitException">The managers did not answer within 10 s.</exception>
    public Task RemoveAsync(CancellationToken token) =>
        ManagerRequests.RemoveAsync($"secret \"{Name}\"", linked => _cluster.Client.Secrets.DeleteAsync(Id, linked), _cluster.Time, token);

    /// <summary>Removes it. While a service uses it, the cluster takes that over: it goes with the last service that uses it, at the latest when the cluster is reset
    /// or disposed.</summary>
    public async ValueTask DisposeAsync() => await _cluster.Postponed.RemoveOrPostponeAsync(_cluster, Id, RemoveAsync);

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal static async Task<SwarmSecret> CreateAsync(SwarmCluster cluster, string name, byte[] value, CancellationToken token)
    {
        var spec = new SwarmSecretSpec { Name = name, Labels = cluster.Labels.ToDictionary(), Data = value };
        var created = await ManagerRequests.CreateAsync(cluster, "secret", name, () => cluster.Client.Secrets.CreateAsync(spec, CancellationToken.None), token);
        cluster.Made.Add(created.ID);
        return new SwarmSecret(cluster, created.ID, name);
    }
}
