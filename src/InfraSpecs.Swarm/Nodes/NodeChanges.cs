using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>What an operator changes on a node: labels, role and availability. Each verb returns when the managers' state shows the change; what others
/// change meanwhile is kept.</summary>
public static class NodeChanges
{
    /// <summary>Sets a node label, which constraints ask for as <c>node.labels.key==value</c>.</summary>
    /// <param name="node">The node.</param>
    /// <param name="key">The label.</param>
    /// <param name="value">Its value; may be empty.</param>
    /// <param name="token">Ends the attempt.</param>
    /// <exception cref="ClusterException">The managers refused it.</exception>
    public static Task LabelAsync(this Node node, string key, string value, CancellationToken token)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        return node.ChangeAsync($"be labelled {key}={value}", spec =>
        {
            if (spec.Labels.TryGetValue(key, out var present) && present == value) return false;
            spec.Labels[key] = value;
            return true;
        }, token);
    }

    /// <summary>Removes a node label; one that is not there is as good.</summary>
    /// <param name="node">The node.</param>
    /// <param name="key">The label.</param>
    /// <param name="token">Ends the attempt.</param>
    /// <exception cref="ClusterException">The managers refused it.</exception>
    public static Task UnlabelAsync(this Node node, string key, CancellationToken token) =>
        node.ChangeAsync($"lose its label {key}", spec => spec.Labels.Remove(key), token);

    /// <summary>Makes the node a manager, and waits until it takes part as one.</summary>
    /// <param name="node">The node.</param>
    /// <param name="token">Ends the attempt.</param>
    /// <exception cref="ClusterException">The managers refused it.</exception>
    /// <exception cref="WaitTimedOutException">It is not seen as a reachable manager within <see cref="SwarmOptions.ReadyWithin"/>.</exception>
    public static async Task PromoteAsync(this Node node, CancellationToken token)
    {
        await node.ChangeAsync("become a manager", spec => Set(spec.Role != "manager", () => spec.Role = "manager"), token);
        await node.WaitUntilAsync("manager", async (state, linked) =>
            state.Reachability != "reachable" ? "the managers do not see it as a reachable manager yet"
            : node.IsOpen && (await node.Client.System.GetSystemInfoAsync(linked)).Swarm?.ControlAvailable != true ? "its own engine does not say yet that it is one"
            : null, token);
        node.IsManager = true;
    }

    /// <summary>Makes the node a worker, and waits until it is one.</summary>
    /// <param name="node">The node.</param>
    /// <param name="token">Ends the attempt.</param>
    /// <exception cref="ClusterException">The managers refused it; they keep their last one.</exception>
    /// <exception cref="WaitTimedOutException">It is still a manager after <see cref="SwarmOptions.ReadyWithin"/>.</exception>
    public static async Task DemoteAsync(this Node node, CancellationToken token)
    {
        var wasManager = node.IsManager;
        // Another one is asked from now on; the last one is asked itself, and refuses.
        if (node.Members.Nodes.Any(it => it != node && it.CanSpeakForAll)) node.IsManager = false;
        try
        {
            await node.ChangeAsync("become a worker", spec => Set(spec.Role != "worker", () => spec.Role = "worker"), token);
        }
        catch
        {
            node.IsManager = wasManager;
            throw;
        }

        await node.WaitUntilAsync("worker", async (state, linked) =>
            state.IsManager || state.Reachability is not null ? "the managers still count it among them"
            : node.IsOpen && (await node.Client.System.GetSystemInfoAsync(linked)).Swarm?.ControlAvailable == true ? "its own engine still says that it is a manager"
            : await NodeCertificate.IsManagersAsync(node, linked) == true && node.IsOpen ? "it still has a manager's certificate, with which it would come back as one"
            : null, token);
    }

    /// <summary>Takes all tasks off the node, and lets none come. The tasks move after this returns: await the service's convergence.</summary>
    /// <param name="node">The node.</param>
    /// <param name="token">Ends the attempt.</param>
    /// <exception cref="ClusterException">The managers refused it.</exception>
    public static Task DrainAsync(this Node node, CancellationToken token) => node.AvailAsync("drain", token);

    /// <summary>Lets no new task come; those that run stay.</summary>
    /// <param name="node">The node.</param>
    /// <param name="token">Ends the attempt.</param>
    /// <exception cref="ClusterException">The managers refused it.</exception>
    public static Task PauseAsync(this Node node, CancellationToken token) => node.AvailAsync("pause", token);

    /// <summary>Lets tasks come again. Those that left do not return by themselves.</summary>
    /// <param name="node">The node.</param>
    /// <param name="token">Ends the attempt.</param>
    /// <exception cref="ClusterException">The managers refused it.</exception>
    public static Task ActivateAsync(this Node node, CancellationToken token) => node.AvailAsync("active", token);

    /// <summary>Gives the node the labels and the availability of a former state.</summary>
    internal static Task RestoreAsync(this Node node, NodeState intended, CancellationToken token) => node.ChangeAsync(
        "be as it was",
        spec => Set(
            !intended.IsKeptAs(spec.Availability, spec.Labels),
            () => (spec.Availability, spec.Labels) = (intended.Availability, intended.Labels.ToDictionary())),
        token);

    /// <summary>Takes back the labels and the availability that were changed through its object.</summary>
    internal static Task UndoAsync(this Node node, CancellationToken token) => node.ChangeAsync("be as it was", node.Before.Undo, token);

    private static Task AvailAsync(this Node node, string availability, CancellationToken token) => node.ChangeAsync(
        $"have availability {availability}", spec => Set(spec.Availability != availability, () => spec.Availability = availability), token);

    private static bool Set(bool needed, Action set)
    {
        if (needed) set();
        return needed;
    }

    /// <summary>Reads, changes and writes until what is read needs no change.</summary>
    /// <param name="node">The node.</param>
    /// <param name="change">What it is to do, as an infinitive.</param>
    /// <param name="apply">Changes what was read; false if it is as wanted already.</param>
    /// <param name="token">Ends the attempt.</param>
    private static async Task ChangeAsync(this Node node, string change, Func<NodeUpdateParameters, bool> apply, CancellationToken token)
    {
        await Wait.UntilAsync($"node {node}, to {change}", TryAsync, node.Members.ReadyWithin, token, node.Members.Time, TimeSpan.FromMilliseconds(50));

        async ValueTask<Probe<bool>> TryAsync(CancellationToken linked)
        {
            var swarm = node.Members.Client.Swarm;
            ulong? read = null;
            try
            {
                var seen = await swarm.InspectNodeAsync(node.SwarmId, linked);
                var spec = seen.Spec!;
                spec.Labels ??= new Dictionary<string, string>();
                var before = NodeBefore.Read(spec);
                if (!apply(spec)) return Probe.Ready(true);
                node.Before.Note(before, spec);
                var version = seen.Version?.Index ?? 0;
                read = version;
                await swarm.UpdateNodeAsync(node.SwarmId, version, spec, linked);
                return Probe.NotYet<bool>("the managers do not show it yet");
            }
            catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.ServiceUnavailable)
            {
                return Probe.NotYet<bool>(EngineMessage.Of(e)); // there is no leader at the moment
            }
            catch (DockerApiException e)
            {
                // Each report of the node's state moves its version too, so that one that was just read may be an old one.
                if (read is { } old && await VersionAsync(swarm, linked) is { } now && now != old) return Probe.NotYet<bool>("somebody else changes it too");
                throw ClusterException.NodeChangeRefused(node.Name, change, EngineMessage.Of(e), e);
            }
        }

        async Task<ulong?> VersionAsync(ISwarmOperations swarm, CancellationToken linked)
        {
            try
            {
                return (await swarm.InspectNodeAsync(node.SwarmId, linked)).Version?.Index;
            }
            catch (DockerApiException)
            {
                return null; // the first answer is the one to tell
            }
        }
    }
}
