using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>The removal of a stack, to its end. Each round looks at everything at once and removes what it finds; a round that finds nothing is the proof.</summary>
internal sealed class StackRemoval
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    private readonly SwarmCluster _cluster;
    private readonly string _stack;

    // Tasks outlive their service for a moment, and name it only by its id.
    private readonly HashSet<string> _services = [];

    private StackRemoval(SwarmCluster cluster, string stack) => (_cluster, _stack) = (cluster, stack);

    public static async Task RunAsync(SwarmCluster cluster, string stack, CancellationToken token)
    {
        var removal = new StackRemoval(cluster, stack);
        var grace = (await removal.ServicesAsync(cluster.Client, token))
            .Select(it => it.Spec?.TaskTemplate?.ContainerSpec?.StopGracePeriod ?? TimeSpan.Zero).DefaultIfEmpty().Max();
        var within = (grace > LeftContainers.EnginesGracePeriod ? grace : LeftContainers.EnginesGracePeriod) + LeftContainers.Margin;
        await Wait.UntilAsync($"removal of stack {stack}", removal.RoundAsync, within, token, cluster.Time, LongestPause);
        cluster.MadeStacks.Remove(stack);
    }

    private async ValueTask<Probe<bool>> RoundAsync(CancellationToken token)
    {
        try
        {
            // Tasks are looked at after the services: a service that is gone makes no new ones.
            var manager = _cluster.Client;
            var services = await ServicesAsync(manager, token);
            var left = await RemoveAsync(services, it => $"service {it.Spec?.Name}", it => manager.Swarm.RemoveServiceAsync(it.ID, token));
            IEnumerable<Task<IReadOnlyList<string>>> rounds = [NetworksAsync(manager, token), SecretsAsync(manager, token), ConfigsAsync(manager, token), TasksAsync(manager, token), .. _cluster.Nodes.Where(it => it.IsOpen).Select(it => ContainersAsync(it, token))];
            left = [.. left, .. (await Task.WhenAll(rounds)).SelectMany(it => it)];
            return left.Count == 0 ? Probe.Ready(true) : Probe.NotYet<bool>(string.Join("; ", left));
        }
        catch (Exception e) when (e is DockerApiException || NodeDoor.IsNoAnswer(e))
        {
            return Probe.NotYet<bool>($"the managers cannot be asked: {EngineMessage.Of(e)}");
        }
    }

    private async Task<IReadOnlyList<SwarmService>> ServicesAsync(IDockerClient manager, CancellationToken token)
    {
        var found = (await manager.Swarm.ListServicesAsync(null, token)).Where(it => IsOfStack(it.Spec?.Labels)).ToList();
        _services.UnionWith(found.Select(it => it.ID));
        return found;
    }

    /// <summary>Those of nodes that are down stay in the managers' list until the nodes come back.</summary>
    private async Task<IReadOnlyList<string>> TasksAsync(IDockerClient manager, CancellationToken token)
    {
        var tasks = (await manager.Tasks.ListAsync(token)).Where(it => _services.Contains(it.ServiceID ?? "")).ToList();
        if (tasks.Count == 0) return [];
        var nodes = await ClusterNodes.ReadAsync(manager, token);
        return [.. tasks.Where(it => string.IsNullOrEmpty(it.NodeID) || nodes.WithId(it.NodeID) is { IsReady: true }).Select(it => $"task {it.ID}, which is {it.Status?.State}")];
    }

    private async Task<IReadOnlyList<string>> NetworksAsync(IDockerClient manager, CancellationToken token) => await RemoveAsync(
        (await manager.Networks.ListNetworksAsync(new NetworksListParameters(), token)).Where(it => it.Scope == "swarm" && IsOfStack(it.Labels)),
        it => $"network {it.Name}", it => manager.Networks.DeleteNetworkAsync(it.ID, token));

    private async Task<IReadOnlyList<string>> SecretsAsync(IDockerClient manager, CancellationToken token) => await RemoveAsync(
        (await manager.Secrets.ListAsync(token)).Where(it => IsOfStack(it.Spec?.Labels)), it => $"secret {it.Spec?.Name}", it => manager.Secrets.DeleteAsync(it.ID, token));

    private async Task<IReadOnlyList<string>> ConfigsAsync(IDockerClient manager, CancellationToken token) => await RemoveAsync(
        (await manager.Configs.ListConfigsAsync(token)).Where(it => IsOfStack(it.Spec?.Labels)), it => $"config {it.Spec?.Name}", it => manager.Configs.RemoveConfigAsync(it.ID, token));

    /// <summary>Not removed here: its node stops it.</summary>
    private async Task<IReadOnlyList<string>> ContainersAsync(Node node, CancellationToken token) =>
        [.. (await LeftContainers.ReadAsync(node, StackFacts.LabelOf(_stack), token)).Select(it => $"container {it.Names.FirstOrDefault()?.TrimStart('/') ?? it.ID} on {node}, which is {it.State}")];

    private bool IsOfStack(IDictionary<string, string>? labels) => StackFacts.StackOf(labels) == _stack;

    /// <returns>What was found. Most refusals pass: a network is in use until the last task has left it.</returns>
    private static async Task<IReadOnlyList<string>> RemoveAsync<T>(IEnumerable<T> found, Func<T, string> name, Func<T, Task> remove) =>
        await Task.WhenAll(found.Select(async it =>
        {
            try
            {
                await remove(it);
                return name(it);
            }
            catch (DockerApiException e)
            {
                return e.StatusCode == HttpStatusCode.NotFound ? name(it) : $"{name(it)}: {EngineMessage.Of(e)}";
            }
        }));
}
