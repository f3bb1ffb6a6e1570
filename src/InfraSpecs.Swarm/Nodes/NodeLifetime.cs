using Docker.DotNet;

namespace InfraSpecs.Swarm;

/// <summary>Losing a node and getting it back.</summary>
public static class NodeLifetime
{
    private static readonly TimeSpan UsualGrace = TimeSpan.FromSeconds(20);

    /// <summary>Kills the node with SIGKILL, engine and tasks, as a loss of power would. The managers see it down after three heartbeats.</summary>
    /// <param name="node">The node; it must be running.</param>
    /// <param name="token">Stops waiting.</param>
    /// <exception cref="NodeIsMachineException">It is a machine.</exception>
    public static async Task<ContainerExit> KillAsync(this Node node, CancellationToken token)
    {
        var container = node.Hosted("be killed");
        var exit = await container.KillAsync(token);
        node.Door.Close("it was killed");
        return exit;
    }

    /// <summary>Stops the node as a shutdown does: its engine stops the tasks, and has 20 s for it.</summary>
    /// <inheritdoc cref="StopAsync(Node, TimeSpan, CancellationToken)"/>
    public static Task<ContainerExit> StopAsync(this Node node, CancellationToken token) => node.StopAsync(UsualGrace, token);

    /// <summary>Stops the node as a shutdown does: its engine stops the tasks.</summary>
    /// <param name="node">The node.</param>
    /// <param name="grace">How long its engine may take, before it is killed.</param>
    /// <param name="token">Stops waiting.</param>
    /// <exception cref="NodeIsMachineException">It is a machine.</exception>
    public static async Task<ContainerExit> StopAsync(this Node node, TimeSpan grace, CancellationToken token)
    {
        var container = node.Hosted("be stopped");
        node.Door.Close("it was stopped");
        return await container.StopAsync(grace, token);
    }

    /// <summary>
    /// Starts a node again that was killed or stopped, with its images and its membership of the Swarm, and waits until its engine answers. If
    /// managers enough run to decide, it also waits until they see the node ready. A partition is over.
    /// </summary>
    /// <param name="node">The node.</param>
    /// <param name="token">Stops waiting.</param>
    /// <exception cref="NodeIsMachineException">It is a machine.</exception>
    /// <exception cref="ContainerExitedException">The node ended; the message has the tail of its log.</exception>
    /// <exception cref="NodeNotUpException">Its engine does not answer within <see cref="SwarmOptions.ReadyWithin"/>; the message has the tail of its log.</exception>
    /// <exception cref="WaitTimedOutException">The managers do not see it ready within <see cref="SwarmOptions.ReadyWithin"/>.</exception>
    public static async Task StartAsync(this Node node, CancellationToken token)
    {
        var container = node.Hosted("be started");
        try
        {
            await container.StartAsync(token);
        }
        catch (ContainerExitedException)
        {
            // It ended already. The wait finds that out, and says it with the tail of the log.
        }

        await node.Door.OpenAsync(node.Name, node.Cluster.ReadyWithin, token);
        node.IsDisconnected = false; // rules of a network namespace go with it
        if (node.Cluster.HasQuorum) await node.WaitUntilReadyAsync(token);
    }

    /// <summary>Stops the node if it runs, with the usual 20 s, and starts it again.</summary>
    /// <inheritdoc cref="StartAsync(Node, CancellationToken)"/>
    public static async Task RestartAsync(this Node node, CancellationToken token)
    {
        await node.StopAsync(token);
        await node.StartAsync(token);
    }

    /// <summary>Opens the way to a node that starts, and waits until its engine answers.</summary>
    internal static async Task OpenAsync(this NodeDoor door, string name, TimeSpan within, CancellationToken token)
    {
        var container = door.Container!;
        try
        {
            await container.WaitUntilAsync($"engine of node {name}", AskAsync, within, token);
        }
        catch (WaitTimedOutException e)
        {
            throw await NodeNotUpException.CreateAsync(name, container, e, token);
        }

        async ValueTask<Probe<bool>> AskAsync(CancellationToken linked)
        {
            try
            {
                if (door.Client is null) door.Open(NodeDoor.AddressOf(container));
                await door.Client!.System.PingAsync(linked);
                return Probe.Ready(true);
            }
            catch (Exception e) when (e is DockerApiException || NodeDoor.IsNoAnswer(e))
            {
                return Probe.NotYet<bool>(EngineMessage.Of(e));
            }
            catch (InvalidOperationException e) when (door.Client is null)
            {
                return Probe.NotYet<bool>(e.Message); // it ended, so that no port is published; the wait sees that too
            }
        }
    }
}
