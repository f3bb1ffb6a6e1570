using Docker.DotNet;

namespace InfraSpecs.Swarm;

/// <content>Waiting for what the managers see of it.</content>
public sealed partial class Node
{
    private const string Active = "active";

    /// <summary>Waits until the managers see the node ready and its own engine says that it takes part.</summary>
    /// <param name="token">Stops waiting.</param>
    /// <returns>How the managers saw it.</returns>
    /// <exception cref="WaitException">It is not so within <see cref="SwarmOptions.ReadyWithin"/>.</exception>
    public Task<NodeState> WaitUntilReadyAsync(CancellationToken token) => WaitUntilReadyAsync(Members.ReadyWithin, token);

    /// <inheritdoc cref="WaitUntilReadyAsync(CancellationToken)" path="/*[not(self::param)]"/>
    /// <param name="within">The deadline.</param>
    /// <param name="token">Stops waiting.</param>
    public Task<NodeState> WaitUntilReadyAsync(TimeSpan within, CancellationToken token) => WaitUntilAsync("ready", WhyNotReadyAsync, within, token);

    /// <summary>Waits until the managers see the node down: it has missed three heartbeats, <see cref="SwarmOptions.DispatcherHeartbeat"/>.</summary>
    /// <param name="token">Stops waiting.</param>
    /// <returns>How the managers saw it; its message says why.</returns>
    /// <exception cref="WaitException">It is not so within <see cref="SwarmOptions.ReadyWithin"/>.</exception>
    public Task<NodeState> WaitUntilDownAsync(CancellationToken token) => WaitUntilDownAsync(Members.ReadyWithin, token);

    /// <inheritdoc cref="WaitUntilDownAsync(CancellationToken)" path="/*[not(self::param)]"/>
    /// <param name="within">The deadline.</param>
    /// <param name="token">Stops waiting.</param>
    public Task<NodeState> WaitUntilDownAsync(TimeSpan within, CancellationToken token) => WaitUntilAsync(
        "down", (state, _) => Task.FromResult(state.State == NodeStatus.Down ? null : $"the managers see it {state.State.Word()}"), within, token);

    private async Task<string?> WhyNotReadyAsync(NodeState state, CancellationToken token)
    {
        if (!state.IsReady) return $"the managers see it {state.State.Word()}{(state.Message.Length > 0 ? $": {state.Message}" : "")}{await OwnWordAsync(token)}";
        if (state.IsManager && state.Reachability != ManagerReachability.Reachable) return $"as a manager it is {state.Reachability?.Word() ?? "not known yet"}";
        if (!IsOpen) return Container is null ? null : Connection.WhyClosed;
        // A node that was killed a moment ago still counts as ready, until it has missed three beats.
        var own = await OwnStateAsync(token);
        return own == Active ? null : $"the managers see it ready, but its own engine says that it is {own}";
    }

    private async Task<string?> OwnStateAsync(CancellationToken token) => (await Client.System.GetSystemInfoAsync(token)).Swarm?.LocalNodeState;

    /// <summary>What a node that its managers do not see ready says itself: they may not hear it, or it may not take part.</summary>
    private async Task<string> OwnWordAsync(CancellationToken token)
    {
        if (!IsOpen) return "";
        try
        {
            var own = (await Client.System.GetSystemInfoAsync(token)).Swarm;
            return $"; its own engine says that it is {own?.LocalNodeState}{(own?.Error is { Length: > 0 } error ? $" ({error.TrimEnd('.')})" : "")}";
        }
        catch (Exception e) when (e is DockerApiException || NodeConnection.IsNoAnswer(e))
        {
            return $"; its own engine does not answer: {EngineMessage.Of(e)}";
        }
    }

    internal Task<NodeState> WaitUntilAsync(
        string awaited, Func<NodeState, CancellationToken, Task<string?>> whyNot, CancellationToken token) =>
        WaitUntilAsync(awaited, whyNot, Members.ReadyWithin, token);

    /// <param name="awaited">What it is to be.</param>
    /// <param name="whyNot">Null if it is.</param>
    /// <param name="within">The deadline.</param>
    /// <param name="token">Stops waiting.</param>
    private Task<NodeState> WaitUntilAsync(
        string awaited, Func<NodeState, CancellationToken, Task<string?>> whyNot, TimeSpan within, CancellationToken token) =>
        Wait.UntilAsync($"node {this}, {awaited}", async linked =>
        {
            var (nodes, why) = await Members.TryReadNodesAsync(linked);
            if (nodes is null) return Probe.NotYet<NodeState>(why);
            if (nodes.FindById(SwarmId) is not { } state) return Probe.Hopeless<NodeState>("the managers do not know it; they know\n" + nodes);
            try
            {
                return await whyNot(state, linked) is { } reason ? Probe.NotYet<NodeState>(reason) : Probe.Ready(state);
            }
            catch (Exception e) when (e is DockerApiException || NodeConnection.IsNoAnswer(e))
            {
                return Probe.NotYet<NodeState>($"its own engine does not answer: {EngineMessage.Of(e)}");
            }
        }, within, token, Members.Time);
}
