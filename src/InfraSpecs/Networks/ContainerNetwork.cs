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

    /// <inheritdoc cref="CreateAsync(Engine, ContainerNetworkOptions, CancellationToken)"/>
    public static Task<ContainerNetwork> CreateAsync(Engine engine, CancellationToken token) => CreateAsync(engine, new ContainerNetworkOptions(), token);

    /// <summary>Creates a network.</summary>
    /// <param name="engine">Where.</param>
    /// <param name="options">What it is for, and which subnet it has.</param>
    /// <param name="token">Honoured before the engine is asked; what it is asked for it makes, in milliseconds.</param>
    /// <exception cref="InvalidOptionsException">The options cannot be meant.</exception>
    /// <exception cref="EngineException">The engine refused: most often it has no address range left for another network, or another network has the subnet.</exception>
    public static async Task<ContainerNetwork> CreateAsync(Engine engine, ContainerNetworkOptions options, CancellationToken token)
    {
        options.Validate();
        token.ThrowIfCancellationRequested();
        var network = options.Describe(engine);

        // A cancelled request may leave a network that nobody knows.
        return await engine.EndPromptlyAsync(async _ => new ContainerNetwork(engine, await MakeAsync(engine, network), network.Name), token);
    }

    private static async Task<string> MakeAsync(Engine engine, NetworksCreateParameters network)
    {
        try
        {
            return (await engine.Client.Networks.CreateNetworkAsync(network, CancellationToken.None)).ID;
        }
        catch (DockerApiException e)
        {
            throw EngineException.Refused(
                engine.Endpoint, $"network {network.Name}", "give it a subnet that nothing else has, or remove networks that nobody needs: 'docker network ls', 'infraspecs sweep'.", e);
        }
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
