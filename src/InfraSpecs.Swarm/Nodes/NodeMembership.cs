using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>Joining a Swarm and leaving it.</summary>
public static class NodeMembership
{
    /// <summary>What another node needs to join this cluster.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="forManagers">It is to become a manager.</param>
    /// <param name="token">Ends the look-up.</param>
    public static async Task<SwarmJoinToken> ReadJoinTokenAsync(this SwarmCluster cluster, bool forManagers, CancellationToken token)
    {
        var info = (await cluster.Client.System.GetSystemInfoAsync(token)).Swarm;
        return await ReadTokenAsync(cluster.Client, info.NodeAddr, forManagers, token);
    }

    /// <summary>Makes the node leave its Swarm and be forgotten by it. The node runs on, with its images, and can join again.</summary>
    /// <param name="node">The node.</param>
    /// <param name="token">Stops waiting.</param>
    /// <exception cref="NodeIsMachineException">It is a machine.</exception>
    /// <exception cref="NodeChangeRefusedException">It is the last manager.</exception>
    public static async Task LeaveAsync(this Node node, CancellationToken token)
    {
        _ = node.Hosted("leave its Swarm");
        // A manager that leaves without a word counts for the quorum as one that was lost.
        if (node.IsManager) await node.DemoteAsync(token);
        await node.Client.Swarm.LeaveSwarmAsync(new SwarmLeaveParameters { Force = true }, token);
        await node.ForgetAsync(token);
    }

    /// <summary>Makes a node that is in no Swarm join one, and waits until its engine says that it takes part.</summary>
    /// <param name="node">The node.</param>
    /// <param name="with">What <see cref="ReadJoinTokenAsync"/> gave.</param>
    /// <param name="token">Stops waiting.</param>
    /// <exception cref="NodeIsMachineException">It is a machine.</exception>
    /// <exception cref="JoinRefusedException">Its engine or the Swarm refused: it is in a Swarm already, or the token is another cluster's.</exception>
    /// <exception cref="WaitTimedOutException">It does not take part within <see cref="SwarmOptions.ReadyWithin"/>.</exception>
    public static async Task JoinAsync(this Node node, SwarmJoinToken with, CancellationToken token)
    {
        _ = node.Hosted("join a Swarm");
        await node.Door.JoinAsync(node.Name, node.Cluster.Network!.AddressOf(node.Name), with, token);
        var id = await Wait.UntilAsync($"node {node}, member of the Swarm at {with.Address}", async linked =>
        {
            var own = (await node.Client.System.GetSystemInfoAsync(linked)).Swarm;
            return own.LocalNodeState == "active" ? Probe.Ready(own.NodeID) : Probe.NotYet<string>($"its engine says that it is {own.LocalNodeState}");
        }, node.Cluster.ReadyWithin, token, node.Cluster.Time);
        (node.SwarmId, node.IsManager) = (id, with.IsForManagers);
    }

    /// <summary>Takes the node out of the cluster, whether it runs or not: it leaves, the managers forget it, its container and images are removed.</summary>
    /// <param name="node">The node.</param>
    /// <param name="token">Stops waiting.</param>
    /// <exception cref="NodeIsMachineException">It is a machine.</exception>
    /// <exception cref="NodeChangeRefusedException">It is the last manager.</exception>
    public static async Task RemoveAsync(this Node node, CancellationToken token)
    {
        _ = node.Hosted("be removed");
        if (node is { IsOpen: true, IsDisconnected: false })
        {
            await node.LeaveAsync(token);
        }
        else
        {
            if (node.IsManager) await node.DemoteAsync(token);
            await node.ForgetAsync(token);
        }

        node.Cluster.Forget(node);
        await node.Door.RemoveAsync();
    }

    internal static async Task<SwarmJoinToken> ReadTokenAsync(IDockerClient manager, string address, bool forManagers, CancellationToken token)
    {
        var tokens = (await manager.Swarm.InspectSwarmAsync(token)).JoinTokens!;
        return new SwarmJoinToken($"{address}:{NodeContainer.SwarmPort}", forManagers, (forManagers ? tokens.Manager : tokens.Worker)!);
    }

    internal static async Task JoinAsync(this NodeDoor door, string name, string address, SwarmJoinToken with, CancellationToken token)
    {
        var join = new SwarmJoinParameters
        {
            ListenAddr = $"0.0.0.0:{NodeContainer.SwarmPort}",
            AdvertiseAddr = address,
            RemoteAddrs = [with.Address],
            JoinToken = with.Secret,
        };
        try
        {
            await (door.Client ?? throw new NodeUnreachableException(name, door.WhyClosed)).Swarm.JoinSwarmAsync(join, token);
        }
        catch (DockerApiException e)
        {
            throw new JoinRefusedException(name, with, EngineMessage.Of(e), e);
        }
    }

    private static async Task ForgetAsync(this Node node, CancellationToken token) => await Wait.UntilAsync(
        $"node {node}, forgotten by the managers",
        async linked =>
        {
            try
            {
                await node.Cluster.Client.Swarm.RemoveNodeAsync(node.SwarmId, true, linked);
                return Probe.Ready(true);
            }
            catch (DockerApiException e) when (e.StatusCode is System.Net.HttpStatusCode.NotFound)
            {
                return Probe.Ready(true);
            }
            catch (DockerApiException e)
            {
                return Probe.NotYet<bool>(EngineMessage.Of(e));
            }
        },
        node.Cluster.ReadyWithin,
        token,
        node.Cluster.Time);
}
