using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <content>What can happen to a node, and its end.</content>
public sealed partial class NamedCluster
{
    /// <summary>Kills a node with SIGKILL, engine and tasks, as a loss of power would. It stays down, also when its engine starts again, until it is mended.</summary>
    /// <param name="node">The node, which runs.</param>
    /// <param name="token">Ends the attempt.</param>
    public async Task KillAsync(NamedNode node, CancellationToken token)
    {
        await _engine.Client.Containers.KillContainerAsync(node.ContainerId, new ContainerKillParameters { Signal = "SIGKILL" }, token);
        await _engine.Client.Containers.WaitContainerAsync(node.ContainerId, token);
    }

    /// <summary>Cuts a node off from the others and from the registry, both ways, as a pulled cable would. A start of its container ends that too.</summary>
    /// <param name="node">The node, which runs.</param>
    /// <param name="token">Ends the attempt.</param>
    /// <exception cref="ClusterException">Its iptables refused the rules.</exception>
    public async Task DisconnectAsync(NamedNode node, CancellationToken token)
    {
        var network = await _engine.Client.Networks.InspectNetworkAsync(_named.Resources.Networks[0].Id, token);
        var subnet = network.IPAM!.Config![0];
        var outcome = await ContainerCommand.ExecAsync(_engine.Client, node.ContainerId, PartitionRules.Cut(subnet.Subnet!, subnet.Gateway!), new ExecOptions { User = "root" }, token);
        if (outcome.ExitCode != 0) throw ClusterException.PartitionFailed(node.Name, "cut off", outcome);
    }

    /// <summary>Takes all tasks off a node, and lets none come.</summary>
    /// <param name="node">The node.</param>
    /// <param name="token">Ends the attempt.</param>
    /// <exception cref="ClusterException">The managers refused it, or none runs.</exception>
    public Task DrainAsync(NamedNode node, CancellationToken token) => SetAvailabilityAsync(node.Name, "drain", token);

    /// <summary>Makes nodes ready again, and the registry too where all are meant: starts what is stopped, connects what is cut off, heals what is slow, lets tasks come to what is drained.
    /// Tasks that left do not return by themselves.</summary>
    /// <param name="name">The node's name; null for all.</param>
    /// <param name="token">Stops waiting.</param>
    /// <returns>What was mended, as it was before: "worker02 killed".</returns>
    /// <exception cref="WaitException">Not all of them were ready within 60 s.</exception>
    /// <exception cref="FaultException">What slows one was not seen to be healed.</exception>
    public async Task<IReadOnlyList<string>> MendAsync(string? name, CancellationToken token)
    {
        var broken = (await ReadNodesAsync(token)).Where(it => (name is null || it.Name == name) && it.State != NamedNodeState.Ready).ToList();
        List<string> mended = [.. broken.Select(it => $"{it}")];
        if (name is null && Roles.FirstOrDefault(it => it.Role == RegistryRole) is { Id: { } registry } && await FindAsync(registry, token) is { State.Running: false })
        {
            mended.Add("registry stopped");
            await _engine.Client.Containers.StartContainerAsync(registry, null, token);
        }

        await Task.WhenAll(broken.Select(it => BringBackAsync(it, token)));
        if (broken.Count > 0) await Wait.UntilAsync($"{string.Join(", ", broken.Select(it => it.Name))} of swarm {Name}, to be ready", ReadyAsync, ReadyWithin, token, _engine.Time);
        return mended;

        async ValueTask<Probe<bool>> ReadyAsync(CancellationToken linked)
        {
            var now = (await ReadNodesAsync(linked)).Where(it => broken.Exists(was => was.Name == it.Name)).ToList();
            if (now.FirstOrDefault(it => it.State is NamedNodeState.Stopped) is { } ended) return Probe.Hopeless<bool>($"{ended}");
            foreach (var withdrawn in now.Where(it => it.State is NamedNodeState.Withdrawn))
            {
                try
                {
                    await SetAvailabilityAsync(withdrawn.Name, "active", linked);
                }
                catch (ClusterException e)
                {
                    return Probe.NotYet<bool>(e.Message.Split('\n')[0]);
                }
            }

            var waiting = now.Where(it => it.State is not NamedNodeState.Ready).ToList();
            return waiting.Count == 0 ? Probe.Ready(true) : Probe.NotYet<bool>(string.Join(", ", waiting));
        }
    }

    private async Task BringBackAsync(NamedNode node, CancellationToken token)
    {
        foreach (var fault in await Fault.FindAsync(await _engine.HoldAsync(node.ContainerId, token), token)) await fault.DisposeAsync();
        if (node.State is NamedNodeState.Stopped)
        {
            await _engine.Client.Containers.StartContainerAsync(node.ContainerId, null, token);
        }
        else if (node.State is NamedNodeState.Disconnected)
        {
            var outcome = await ContainerCommand.ExecAsync(_engine.Client, node.ContainerId, PartitionRules.Heal, new ExecOptions { User = "root" }, token);
            if (outcome.ExitCode != 0) throw ClusterException.PartitionFailed(node.Name, "connected again", outcome);
        }
    }

    private async Task SetAvailabilityAsync(string node, string availability, CancellationToken token)
    {
        var why = "no manager runs";
        foreach (var manager in Roles.Where(it => IsManager(it.Role)).OrderBy(it => it.Role, StringComparer.Ordinal))
        {
            try
            {
                var outcome = await ContainerCommand.ExecAsync(
                    _engine.Client, manager.Id, ["timeout", "20", "docker", "node", "update", "--availability", availability, node], new ExecOptions(), token);
                if (outcome.ExitCode == 0) return;
                why = FailureText.Complaint(outcome.Error.Split('\n')) ?? $"the docker command ended with exit code {outcome.ExitCode}";
            }
            catch (Exception e) when (e is ContainerException or DockerApiException)
            {
                continue; // it does not run, so that another one is asked
            }
        }

        throw ClusterException.NodeChangeRefused(node, $"have availability {availability}", why, null);
    }
}
