using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>A secret or config of a cluster: a file for tasks of services. What is in a secret is never read back: the managers do not give it, and nothing here keeps it.</summary>
public sealed class SwarmFile : IAsyncDisposable
{
    private readonly Cluster _cluster;
    private readonly ObjectKind _kind;

    private SwarmFile(Cluster cluster, ObjectKind kind, string id, string name) => (_cluster, _kind, Id, Name) = (cluster, kind, id, name);

    /// <summary>The ID that the managers gave it.</summary>
    public string Id { get; }

    /// <summary>Its name, by which <see cref="ServiceOptions.Secrets"/> or <see cref="ServiceOptions.Configs"/> ask for it.</summary>
    public string Name { get; }

    /// <summary>Removes it. The services that use it must be gone.</summary>
    /// <param name="token">Ends the attempt.</param>
    /// <exception cref="ServiceException">A service uses it.</exception>
    /// <exception cref="WaitException">The managers did not answer within 10 s.</exception>
    public Task RemoveAsync(CancellationToken token) => ManagerRequests.RemoveAsync(
        $"{_kind.Word()} \"{Name}\"",
        linked => _kind == ObjectKind.Secret ? _cluster.Client.Secrets.DeleteAsync(Id, linked) : _cluster.Client.Configs.RemoveConfigAsync(Id, linked),
        _cluster.Time,
        token);

    /// <summary>Removes it. While a service uses it, the cluster takes that over: it goes with the last service that uses it, at the latest when the cluster is reset
    /// or disposed.</summary>
    public async ValueTask DisposeAsync() => await _cluster.Postponed.RemoveUnusedAsync(_cluster, Id, RemoveAsync);

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal static async Task<SwarmFile> CreateSecretAsync(Cluster cluster, string name, byte[] value, CancellationToken token)
    {
        var spec = new SwarmSecretSpec { Name = name, Labels = cluster.Labels.ToDictionary(), Data = value };
        var id = await ManagerRequests.CreateAsync(
            cluster, ObjectKind.Secret, name, async () => (await cluster.Client.Secrets.CreateAsync(spec, CancellationToken.None)).ID, token);
        return new SwarmFile(cluster, ObjectKind.Secret, id, name);
    }

    internal static async Task<SwarmFile> CreateConfigAsync(Cluster cluster, string name, byte[] content, CancellationToken token)
    {
        var body = new SwarmCreateConfigParameters { Config = new SwarmConfigSpec { Name = name, Labels = cluster.Labels.ToDictionary(), Data = content } };
        var id = await ManagerRequests.CreateAsync(
            cluster, ObjectKind.Config, name, async () => (await cluster.Client.Configs.CreateConfigAsync(body, CancellationToken.None)).ID, token);
        return new SwarmFile(cluster, ObjectKind.Config, id, name);
    }
}
