
namespace InfraSpecs.Swarm;

/// <content>Losing it and getting it back.</content>
public sealed partial class Node
{
    private static readonly TimeSpan UsualGrace = TimeSpan.FromSeconds(20);

    /// <summary>Managers note a registration within moments.</summary>
    private static readonly TimeSpan MissedAfter = TimeSpan.FromSeconds(10);

    /// <summary>Kills the node with SIGKILL, engine and tasks, as a loss of power would. The managers see it down after three heartbeats.</summary>
    /// <param name="token">Stops waiting.</param>
    /// <exception cref="ClusterException">It is a machine.</exception>
    public async Task<ContainerExit> KillAsync(CancellationToken token)
    {
        var container = RequireContainer("be killed");
        var exit = await container.KillAsync(token);
        Connection.Close("it was killed");
        return exit;
    }

    /// <summary>Stops the node as a shutdown does: its engine stops the tasks, and has 20 s for it.</summary>
    /// <inheritdoc cref="StopAsync(TimeSpan, CancellationToken)"/>
    public Task<ContainerExit> StopAsync(CancellationToken token) => StopAsync(UsualGrace, token);

    /// <summary>Stops the node as a shutdown does: its engine stops the tasks.</summary>
    /// <param name="grace">How long its engine may take, before it is killed.</param>
    /// <param name="token">Stops waiting.</param>
    /// <exception cref="ClusterException">It is a machine.</exception>
    public async Task<ContainerExit> StopAsync(TimeSpan grace, CancellationToken token)
    {
        var container = RequireContainer("be stopped");
        Connection.Close("it was stopped");
        return await container.StopAsync(grace, token);
    }

    /// <summary>
    /// Starts a node again that was killed or stopped, with its images and its membership of the Swarm, and waits until its engine answers. If
    /// managers enough run to decide, it also waits until they see the node ready. A partition is over.
    /// </summary>
    /// <param name="token">Stops waiting.</param>
    /// <exception cref="ClusterException">It is a machine, or its engine does not answer within <see cref="SwarmOptions.ReadyWithin"/>; the message has the tail of its
    /// log.</exception>
    /// <exception cref="ContainerException">The node ended; the message has the tail of its log.</exception>
    /// <exception cref="WaitException">The managers do not see it ready within <see cref="SwarmOptions.ReadyWithin"/>.</exception>
    public async Task StartAsync(CancellationToken token)
    {
        var container = RequireContainer("be started");
        await BringUpAsync(container, token);
        if (!Members.HasQuorum || await IsSeenAsync(token)) return;

        await Recording.WorkAsync("act", $"{Name} is started once more: its managers missed that it is back", async () =>
        {
            await StopAsync(token);
            await BringUpAsync(container, token);
            return await WaitUntilReadyAsync(token);
        });
    }

    /// <summary>Stops the node if it runs, with the usual 20 s, and starts it again.</summary>
    /// <inheritdoc cref="StartAsync(CancellationToken)"/>
    public async Task RestartAsync(CancellationToken token)
    {
        await StopAsync(token);
        await StartAsync(token);
    }

    private async Task BringUpAsync(Container container, CancellationToken token)
    {
        if (await Connection.HasEndedAsync(token))
        {
            Connection.Close("it has ended"); // it comes back with another port
            await StalePids.ClearAsync(container, token);
        }

        try
        {
            await container.StartAsync(token);
        }
        catch (ContainerException e) when (e.Reason == ContainerReason.Ended)
        {
            // It ended already. The wait finds that out, and says it with the tail of the log.
        }

        await Connection.OpenAsync(Members.ReadyWithin, token);
        IsDisconnected = false; // rules of a network namespace go with it
    }

    /// <summary>Waits until the managers see it ready. They note a registration first, and end the node's former heartbeat after that: if that runs out in between, as where a node comes back after
    /// just three beats, they see it down for as long as it lives. Only another registration mends it.</summary>
    /// <returns>False if they have missed it.</returns>
    private async Task<bool> IsSeenAsync(CancellationToken token)
    {
        var isSeen = true;
        long? missedSince = null;
        await WaitUntilAsync("ready", async (state, linked) =>
        {
            var why = await WhyNotReadyAsync(state, linked);
            missedSince = state.State == NodeStatus.Down && await OwnStateAsync(linked) == Active ? missedSince ?? Members.Time.GetTimestamp() : null;
            isSeen = missedSince is not { } since || Members.Time.GetElapsedTime(since) < MissedAfter;
            return isSeen ? why : null;
        }, token);
        return isSeen;
    }
}
