using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>A config of a cluster: a file for services, which whoever may ask the managers can read.</summary>
public sealed class SwarmConfig : IAsyncDisposable
{
    private readonly SwarmCluster _cluster;

    private SwarmConfig(SwarmCluster cluster, string id, string name) => (_cluster, Id, Name) = (cluster, id, name);

    /// <summary>By which the managers know it.</summary>
    public string Id { get; }

    /// <summary>Its name, by which <see cref="ServiceOptions.Configs"/> ask for it.</summary>
    public string Name { get; }

    /// <summary>Removes it. The services that use it must be gone.</summary>
    /// <param name="token">Ends the attempt.</param>
    /// <exception cref="ServiceRefusedException">A service uses it.</exception>
    public async Task RemoveAsync(CancellationToken token)
    {
        try
        {
            await _cluster.Client.Configs.RemoveConfigAsync(Id, token);
        }
        catch (DockerApiException e) when (e.StatusCode != HttpStatusCode.NotFound)
        {
            throw new ServiceRefusedException($"config \"{Name}\"", "remove", e);
        }
        catch (DockerApiException)
        {
            return; // it is gone, which is what was wanted
        }
    }

    /// <inheritdoc cref="RemoveAsync"/>
    public async ValueTask DisposeAsync() => await RemoveAsync(CancellationToken.None);

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal static async Task<SwarmConfig> CreateAsync(SwarmCluster cluster, string name, byte[] content, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        try
        {
            var spec = new SwarmConfigSpec { Name = name, Labels = cluster.Labels.ToDictionary(), Data = content };
            var created = await cluster.Client.Configs.CreateConfigAsync(new SwarmCreateConfigParameters { Config = spec }, CancellationToken.None);
            return new SwarmConfig(cluster, created.ID, name);
        }
        catch (DockerApiException e)
        {
            throw new ServiceRefusedException($"config \"{name}\"", "create", e);
        }
    }
}
