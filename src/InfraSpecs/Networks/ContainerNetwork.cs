using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs;

/// <summary>
/// A bridge network of the session: its containers find each other by alias (Testcontainers' <c>WithNetwork(network.Name)</c> and
/// <c>WithNetworkAliases("db")</c>), and nobody else's do.
/// </summary>
public sealed class ContainerNetwork : IAsyncDisposable
{
    private readonly Engine _engine;

    private ContainerNetwork(Engine engine, string id, string name) => (_engine, Id, Name) = (engine, id, name);

    /// <summary>By which the engine knows it.</summary>
    public string Id { get; }

    /// <summary>Unique to the session.</summary>
    public string Name { get; }

    /// <summary>Creates a network.</summary>
    /// <param name="engine">Where.</param>
    /// <param name="role">What it is for, in a word: "swarm".</param>
    /// <param name="token">Honoured before the engine is asked; what it is asked for it makes, in milliseconds.</param>
    /// <exception cref="DockerApiException">The engine refused; most often it has no address range left for another network.</exception>
    public static Task<ContainerNetwork> CreateAsync(Engine engine, string role, CancellationToken token) => CreateAsync(engine, role, _ => { }, token);

    /// <summary>Creates a network of a certain subnet, driver or name.</summary>
    /// <param name="engine">Where.</param>
    /// <param name="role">What it is for, in a word: "swarm".</param>
    /// <param name="configure">The last word on what the engine is asked for.</param>
    /// <param name="token">Honoured before the engine is asked; what it is asked for it makes, in milliseconds.</param>
    /// <exception cref="DockerApiException">The engine refused: with 403 a subnet that another network has.</exception>
    public static async Task<ContainerNetwork> CreateAsync(Engine engine, string role, Action<NetworksCreateParameters> configure, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        var network = new NetworksCreateParameters { Name = engine.NewName(role), Labels = engine.Session.ResourceLabels.ToDictionary() };
        configure(network);

        // A cancelled request may leave a network that nobody knows.
        return await engine.EndPromptlyAsync(
            async _ => new ContainerNetwork(engine, (await engine.Client.Networks.CreateNetworkAsync(network, CancellationToken.None)).ID, network.Name), token);
    }

    /// <summary>Removes the network. Containers must have left it.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _engine.RemovingAsync($"network {Name}", RemoveAsync);
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            return; // it is gone, which is what was wanted
        }
    }

    private async Task RemoveAsync()
    {
        try
        {
            await _engine.Client.Networks.DeleteNetworkAsync(Id, CancellationToken.None);
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.Forbidden && _engine.IsUndoing)
        {
            // A start that was given up still has a container in it, which goes by itself.
            await Wait.UntilAsync($"removal of network {Name}", TryRemoveAsync, EngineHealth.Limit, CancellationToken.None, _engine.Time);
        }
    }

    private async ValueTask<Probe<bool>> TryRemoveAsync(CancellationToken token)
    {
        try
        {
            await _engine.Client.Networks.DeleteNetworkAsync(Id, token);
            return Probe.Ready(true);
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.Forbidden)
        {
            return Probe.NotYet<bool>(EngineMessage.Of(e));
        }
    }
}
