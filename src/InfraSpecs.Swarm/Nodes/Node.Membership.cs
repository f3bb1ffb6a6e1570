using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <content>Joining a Swarm and leaving it.</content>
public sealed partial class Node
{
    /// <summary>Makes the node leave its Swarm and be forgotten by it. The node runs on, with its images, and can join again. If it is in none, nothing happens.</summary>
    /// <param name="token">Stops waiting.</param>
    /// <exception cref="ClusterException">It is a machine, it is the last manager, or it does not run: <see cref="RemoveAsync"/> takes such a one out.</exception>
    public async Task LeaveAsync(CancellationToken token)
    {
        _ = RequireContainer("leave its Swarm");
        // Before anything is changed.
        if ((await Client.System.GetSystemInfoAsync(token)).Swarm is { LocalNodeState: "inactive" }) return;
        // A manager that leaves without a word counts for the quorum as one that was lost.
        if (IsManager) await DemoteAsync(token);
        await Client.Swarm.LeaveSwarmAsync(new SwarmLeaveParameters { Force = true }, token);
        await ForgetAsync(token);
    }

    /// <summary>Makes a node that is in no Swarm join one, and waits until its engine says that it takes part.</summary>
    /// <param name="with">The token of the Swarm that it is to join.</param>
    /// <param name="token">Stops waiting.</param>
    /// <exception cref="ClusterException">It is a machine, or its engine or the Swarm refused: it is in a Swarm already, or the token is another cluster's.</exception>
    /// <exception cref="WaitException">It does not take part within <see cref="SwarmOptions.ReadyWithin"/>.</exception>
    public async Task JoinAsync(SwarmJoinToken with, CancellationToken token)
    {
        _ = RequireContainer("join a Swarm");
        await Connection.JoinAsync(Members.Network!.AddressOf(Name), with, token);
        var id = await Wait.UntilAsync($"node {this}, member of the Swarm at {with.Address}", async linked =>
        {
            var own = (await Client.System.GetSystemInfoAsync(linked)).Swarm;
            return own.LocalNodeState == "active" ? Probe.Ready(own.NodeID) : Probe.NotYet<string>($"its engine says that it is {own.LocalNodeState}");
        }, Members.ReadyWithin, token, Members.Time);
        (SwarmId, IsManager) = (id, with.IsForManagers);
    }

    /// <summary>Takes the node out of the cluster, whether it runs or not: it leaves, the managers forget it, its container and images are removed.</summary>
    /// <param name="token">Stops waiting.</param>
    /// <exception cref="ClusterException">It is a machine, or the last manager.</exception>
    public async Task RemoveAsync(CancellationToken token)
    {
        _ = RequireContainer("be removed");
        if (this is { IsOpen: true, IsDisconnected: false })
        {
            await LeaveAsync(token);
        }
        else
        {
            if (IsManager) await DemoteAsync(token);
            await ForgetAsync(token);
        }

        Members.Forget(this);
        await Connection.RemoveAsync();
    }

    private async Task ForgetAsync(CancellationToken token) => await Wait.UntilAsync(
        $"node {this}, forgotten by the managers",
        async linked =>
        {
            try
            {
                await Members.Client.Swarm.RemoveNodeAsync(SwarmId, true, linked);
                return Probe.Ready(true);
            }
            catch (DockerApiException e) when (e.StatusCode is System.Net.HttpStatusCode.NotFound)
            {
                return Probe.Ready(true);
            }
            catch (Exception e) when (e is DockerApiException || NodeConnection.IsNoAnswer(e))
            {
                return Probe.NotYet<bool>(EngineMessage.Of(e));
            }
        },
        Members.ReadyWithin,
        token,
        Members.Time);
}
