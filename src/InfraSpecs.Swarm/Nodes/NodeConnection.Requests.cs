using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <content>What a node's engine is asked while a cluster is put together.</content>
internal sealed partial class NodeConnection
{
    /// <summary>The nodes of the Swarm of this manager, as it sees them now.</summary>
    public async Task<ClusterNodes> ReadNodesAsync(CancellationToken token) =>
        new([.. (await Client.Swarm.ListNodesAsync(token)).Select(NodeState.Read).OrderBy(it => it.Name, StringComparer.Ordinal)]);

    /// <summary>The nodes, or why this manager does not say which they are at the moment. Reading changes nothing, so that it may be tried again after a connection that broke.</summary>
    public async Task<(ClusterNodes? Seen, string Why)> TryReadNodesAsync(CancellationToken token)
    {
        try
        {
            return (await ReadNodesAsync(token), "");
        }
        catch (DockerApiException e) when ((int)e.StatusCode >= 500)
        {
            return (null, $"the managers answer: {EngineMessage.Of(e)}");
        }
        catch (Exception e) when (IsNoAnswer(e))
        {
            return (null, $"no manager answers: {EngineMessage.Of(e)}");
        }
    }

    /// <summary>What another node needs to join the Swarm of this manager.</summary>
    public async Task<SwarmJoinToken> ReadJoinTokenAsync(string address, bool forManagers, CancellationToken token)
    {
        var tokens = (await Client.Swarm.InspectSwarmAsync(token)).JoinTokens!;
        return new SwarmJoinToken($"{address}:{SwarmPort}", forManagers, (forManagers ? tokens.Manager : tokens.Worker)!);
    }

    /// <summary>Makes the node a member of a Swarm.</summary>
    public async Task JoinAsync(string address, SwarmJoinToken with, CancellationToken token)
    {
        var join = new SwarmJoinParameters
        {
            ListenAddr = $"0.0.0.0:{SwarmPort}",
            AdvertiseAddr = address,
            RemoteAddrs = [with.Address],
            JoinToken = with.Secret,
        };
        try
        {
            await Client.Swarm.JoinSwarmAsync(join, token);
        }
        catch (DockerApiException e)
        {
            throw ClusterException.JoinRefused(Name, with, EngineMessage.Of(e), e);
        }
    }

    /// <summary>Pulls an image onto the node.</summary>
    public async Task PullAsync(string reference, AuthConfig? account, CancellationToken token)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reference);
        var tagged = $"{ImageName.Split(reference).OrLatest()}";
        var (failure, began) = (new FirstError(), container?.Engine.Time.GetUtcNow() ?? default);
        try
        {
            await Client.Images.CreateImageAsync(new ImagesCreateParameters { FromImage = tagged }, account, failure, token);
        }
        catch (DockerApiException e)
        {
            throw await RefusedAsync(EngineMessage.Of(e), e);
        }

        if (failure.Said is { } said) throw await RefusedAsync(said, null);

        async Task<ClusterException> RefusedAsync(string said, Exception? e)
        {
            var log = container is null || !PullFailure.IsOfDefaultRegistry(tagged) ? null : await EngineLog.ReadAsync(Name, container, began, PullFailure.IsToldBy, token);
            return ClusterException.PullRefused(Name, tagged, PullFailure.Of(log?.Lines ?? [], said, tagged).Said, e);
        }
    }
}
