using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>Joining a Swarm and leaving it.</summary>
public static class NodeMembership
{
    /// <summary>Makes the node leave its Swarm and be forgotten by it. The node runs on, with its images, and can join again.</summary>
    /// <param name="node">The node.</param>
    /// <param name="token">Stops waiting.</param>
    /// <exception cref="ClusterException">It is a machine.</exception>
    /// <exception cref="ClusterException">It is the last manager.</exception>
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
    /// <param name="with">What the cluster gave.</param>
    /// <param name="token">Stops waiting.</param>
    /// <exception cref="ClusterException">It is a machine.</exception>
    /// <exception cref="ClusterException">Its engine or the Swarm refused: it is in a Swarm already, or the token is another cluster's.</exception>
    /// <exception cref="WaitTimedOutException">It does not take part within <see cref="SwarmOptions.ReadyWithin"/>.</exception>
    public static async Task JoinAsync(this Node node, SwarmJoinToken with, CancellationToken token)
    {
        _ = node.Hosted("join a Swarm");
        await node.Connection.JoinAsync(node.Members.Network!.AddressOf(node.Name), with, token);
        var id = await Wait.UntilAsync($"node {node}, member of the Swarm at {with.Address}", async linked =>
        {
            var own = (await node.Client.System.GetSystemInfoAsync(linked)).Swarm;
            return own.LocalNodeState == "active" ? Probe.Ready(own.NodeID) : Probe.NotYet<string>($"its engine says that it is {own.LocalNodeState}");
        }, node.Members.ReadyWithin, token, node.Members.Time);
        (node.SwarmId, node.IsManager) = (id, with.IsForManagers);
    }

    /// <summary>Takes the node out of the cluster, whether it runs or not: it leaves, the managers forget it, its container and images are removed.</summary>
    /// <param name="node">The node.</param>
    /// <param name="token">Stops waiting.</param>
    /// <exception cref="ClusterException">It is a machine.</exception>
    /// <exception cref="ClusterException">It is the last manager.</exception>
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

        node.Members.Forget(node);
        await node.Connection.RemoveAsync();
    }

    private static async Task ForgetAsync(this Node node, CancellationToken token) => await Wait.UntilAsync(
        $"node {node}, forgotten by the managers",
        async linked =>
        {
            try
            {
                await node.Members.Client.Swarm.RemoveNodeAsync(node.SwarmId, true, linked);
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
        node.Members.ReadyWithin,
        token,
        node.Members.Time);
}
