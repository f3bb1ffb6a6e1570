using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <content>Labels, role and availability. Each verb returns when the managers' state shows the change; what others change meanwhile is kept.</content>
public sealed partial class Node
{
    /// <summary>Sets a node label, which constraints ask for as <c>labels.key==value</c>.</summary>
    /// <param name="key">The label.</param>
    /// <param name="value">Its value; may be empty.</param>
    /// <param name="token">Ends the attempt.</param>
    /// <exception cref="ClusterException">The managers refused it.</exception>
    public Task LabelAsync(string key, string value, CancellationToken token)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        return ChangeAsync($"be labelled {key}={value}", spec =>
        {
            if (spec.Labels.TryGetValue(key, out var present) && present == value) return false;
            spec.Labels[key] = value;
            return true;
        }, token);
    }

    /// <summary>Removes a node label; nothing if the node does not have it.</summary>
    /// <param name="key">The label.</param>
    /// <param name="token">Ends the attempt.</param>
    /// <exception cref="ClusterException">The managers refused it.</exception>
    public Task UnlabelAsync(string key, CancellationToken token) =>
        ChangeAsync($"lose its label {key}", spec => spec.Labels.Remove(key), token);

    /// <summary>Makes the node a manager, and waits until it takes part as one.</summary>
    /// <param name="token">Ends the attempt.</param>
    /// <exception cref="ClusterException">The managers refused it.</exception>
    /// <exception cref="WaitException">It is not seen as a reachable manager within <see cref="SwarmOptions.ReadyWithin"/>.</exception>
    public async Task PromoteAsync(CancellationToken token)
    {
        await ChangeAsync("become a manager", spec => SetIf(spec.Role != "manager", () => spec.Role = "manager"), token);
        await WaitUntilAsync("manager", async (state, linked) =>
            state.Reachability != ManagerReachability.Reachable ? "the managers do not see it as a reachable manager yet"
            : IsOpen && (await Client.System.GetSystemInfoAsync(linked)).Swarm?.ControlAvailable != true ? "its own engine does not say yet that it is one"
            : null, token);
        IsManager = true;
    }

    /// <summary>Makes the node a worker, and waits until it is one.</summary>
    /// <param name="token">Ends the attempt.</param>
    /// <exception cref="ClusterException">The managers refused it; they keep their last one.</exception>
    /// <exception cref="WaitException">It is still a manager after <see cref="SwarmOptions.ReadyWithin"/>.</exception>
    public async Task DemoteAsync(CancellationToken token)
    {
        var wasManager = IsManager;
        // Another one is asked from now on; the last one is asked itself, and refuses.
        if (Members.Nodes.Any(it => it != this && it.IsReachableManager)) IsManager = false;
        try
        {
            await ChangeAsync("become a worker", spec => SetIf(spec.Role != "worker", () => spec.Role = "worker"), token);
        }
        catch
        {
            IsManager = wasManager;
            throw;
        }

        await WaitUntilAsync("worker", async (state, linked) =>
            state.IsManager || state.Reachability is not null ? "the managers still count it among them"
            : IsOpen && (await Client.System.GetSystemInfoAsync(linked)).Swarm?.ControlAvailable == true ? "its own engine still says that it is a manager"
            : await NodeCertificate.IsManagersAsync(this, linked) == true && IsOpen ? "it still has a manager's certificate, with which it would come back as one"
            : null, token);
    }

    /// <summary>Takes all tasks off the node, and lets none come. The tasks move after this returns: await the service's convergence.</summary>
    /// <param name="token">Ends the attempt.</param>
    /// <exception cref="ClusterException">The managers refused it.</exception>
    public Task DrainAsync(CancellationToken token) => SetAvailabilityAsync("drain", token);

    /// <summary>Lets no new task come; those that run stay.</summary>
    /// <param name="token">Ends the attempt.</param>
    /// <exception cref="ClusterException">The managers refused it.</exception>
    public Task PauseAsync(CancellationToken token) => SetAvailabilityAsync("pause", token);

    /// <summary>Lets tasks come again. Those that left do not return by themselves.</summary>
    /// <param name="token">Ends the attempt.</param>
    /// <exception cref="ClusterException">The managers refused it.</exception>
    public Task ActivateAsync(CancellationToken token) => SetAvailabilityAsync("active", token);

    /// <summary>Gives the node the labels and the availability of a former state.</summary>
    internal Task RestoreAsync(NodeState intended, CancellationToken token) => ChangeAsync(
        "be as it was",
        spec => SetIf(
            !intended.IsKeptAs(EngineWords.Read<NodeAvailability>(spec.Availability), spec.Labels),
            () => (spec.Availability, spec.Labels) = (intended.Availability.Word(), intended.Labels.ToDictionary())),
        token);

    /// <summary>Takes back the labels and the availability that were changed through its object.</summary>
    internal Task UndoAsync(CancellationToken token) => ChangeAsync("be as it was", Changes.Undo, token);

    private Task SetAvailabilityAsync(string availability, CancellationToken token) => ChangeAsync(
        $"have availability {availability}", spec => SetIf(spec.Availability != availability, () => spec.Availability = availability), token);

    private static bool SetIf(bool needed, Action set)
    {
        if (needed) set();
        return needed;
    }

    /// <summary>Reads, changes and writes until what is read needs no change.</summary>
    /// <param name="change">What it is to do, as an infinitive.</param>
    /// <param name="apply">Changes what was read; false if it is as wanted already.</param>
    /// <param name="token">Ends the attempt.</param>
    private async Task ChangeAsync(string change, Func<NodeUpdateParameters, bool> apply, CancellationToken token)
    {
        await Wait.UntilAsync($"node {this}, to {change}", TryAsync, Members.ReadyWithin, token, Members.Time, TimeSpan.FromMilliseconds(50));

        async ValueTask<Probe<bool>> TryAsync(CancellationToken linked)
        {
            var swarm = Members.Client.Swarm;
            ulong? read = null;
            try
            {
                var seen = await swarm.InspectNodeAsync(SwarmId, linked);
                var spec = seen.Spec!;
                spec.Labels ??= new Dictionary<string, string>();
                var before = NodeChanges.Read(spec);
                if (!apply(spec)) return Probe.Ready(true);
                Changes.Note(before, spec);
                var version = seen.Version?.Index ?? 0;
                read = version;
                await swarm.UpdateNodeAsync(SwarmId, version, spec, linked);
                return Probe.NotYet<bool>("the managers do not show it yet");
            }
            catch (Exception e) when (NodeConnection.IsNoAnswer(e))
            {
                // A change is for the version that was read, so that one that was taken without an answer is not made twice.
                return Probe.NotYet<bool>($"no manager answers: {EngineMessage.Of(e)}");
            }
            catch (DockerApiException e)
            {
                // Each report of the node's state moves its version too, so that one that was just read may be an old one.
                if (read is { } old && await VersionAsync(swarm, linked) is { } now && now != old) return Probe.NotYet<bool>("somebody else changes it too");
                throw ClusterException.NodeChangeRefused(Name, change, EngineMessage.Of(e), e);
            }
        }

        async Task<ulong?> VersionAsync(ISwarmOperations swarm, CancellationToken linked)
        {
            try
            {
                return (await swarm.InspectNodeAsync(SwarmId, linked)).Version?.Index;
            }
            catch (DockerApiException)
            {
                return null; // the first answer is the one to tell
            }
        }
    }
}
