using Docker.DotNet;

namespace InfraSpecs.Swarm;

/// <summary>Waiting for what the managers see of a node.</summary>
public static class NodeWaits
{
    /// <summary>Waits until the managers see the node ready and its own engine says that it takes part.</summary>
    /// <param name="node">The node.</param>
    /// <param name="token">The caller's token.</param>
    /// <returns>How the managers saw it.</returns>
    /// <exception cref="WaitTimedOutException">It is not so within <see cref="SwarmOptions.ReadyWithin"/>.</exception>
    public static Task<NodeState> WaitUntilReadyAsync(this Node node, CancellationToken token) => node.WaitUntilReadyAsync(node.Members.ReadyWithin, token);

    /// <inheritdoc cref="WaitUntilReadyAsync(Node, CancellationToken)"/>
    /// <param name="node">The node.</param>
    /// <param name="within">The deadline.</param>
    /// <param name="token">The caller's token.</param>
    public static Task<NodeState> WaitUntilReadyAsync(this Node node, TimeSpan within, CancellationToken token) => node.WaitUntilAsync("ready", async (state, linked) =>
    {
        if (!state.IsReady) return $"the managers see it {state.State}{(state.Message.Length > 0 ? $": {state.Message}" : "")}";
        if (state.IsManager && state.Reachability != "reachable") return $"as a manager it is {state.Reachability ?? "not known yet"}";
        if (!node.IsOpen) return node.Container is null ? null : node.Connection.WhyClosed;
        // A node that was killed a moment ago still counts as ready, until it has missed three beats.
        var own = (await node.Client.System.GetSystemInfoAsync(linked)).Swarm?.LocalNodeState;
        return own == "active" ? null : $"the managers see it ready, but its own engine says that it is {own}";
    }, within, token);

    /// <summary>Waits until the managers see the node down: it has missed three heartbeats, <see cref="SwarmOptions.DispatcherHeartbeat"/>.</summary>
    /// <param name="node">The node.</param>
    /// <param name="token">The caller's token.</param>
    /// <returns>How the managers saw it; its message says why.</returns>
    /// <exception cref="WaitTimedOutException">It is not so within <see cref="SwarmOptions.ReadyWithin"/>.</exception>
    public static Task<NodeState> WaitUntilDownAsync(this Node node, CancellationToken token) => node.WaitUntilDownAsync(node.Members.ReadyWithin, token);

    /// <inheritdoc cref="WaitUntilDownAsync(Node, CancellationToken)"/>
    /// <param name="node">The node.</param>
    /// <param name="within">The deadline.</param>
    /// <param name="token">The caller's token.</param>
    public static Task<NodeState> WaitUntilDownAsync(this Node node, TimeSpan within, CancellationToken token) => node.WaitUntilAsync(
        "down", (state, _) => Task.FromResult(state.State == "down" ? null : $"the managers see it {state.State}"), within, token);

    internal static Task<NodeState> WaitUntilAsync(
        this Node node, string awaited, Func<NodeState, CancellationToken, Task<string?>> whyNot, CancellationToken token) =>
        node.WaitUntilAsync(awaited, whyNot, node.Members.ReadyWithin, token);

    /// <param name="node">The node.</param>
    /// <param name="awaited">What it is to be.</param>
    /// <param name="whyNot">Null if it is.</param>
    /// <param name="within">The deadline.</param>
    /// <param name="token">The caller's token.</param>
    private static Task<NodeState> WaitUntilAsync(
        this Node node, string awaited, Func<NodeState, CancellationToken, Task<string?>> whyNot, TimeSpan within, CancellationToken token) =>
        Wait.UntilAsync($"node {node}, {awaited}", async linked =>
        {
            var (nodes, why) = await node.Members.TryReadNodesAsync(linked);
            if (nodes is null) return Probe.NotYet<NodeState>(why);
            if (nodes.WithId(node.SwarmId) is not { } state) return Probe.Hopeless<NodeState>("the managers do not know it; they know\n" + nodes);
            try
            {
                return await whyNot(state, linked) is { } reason ? Probe.NotYet<NodeState>(reason) : Probe.Ready(state);
            }
            catch (Exception e) when (e is DockerApiException || NodeConnection.IsNoAnswer(e))
            {
                return Probe.NotYet<NodeState>($"its own engine does not answer: {EngineMessage.Of(e)}");
            }
        }, within, token, node.Members.Time);
}
