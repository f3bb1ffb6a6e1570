using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>
/// Whether the tasks that the managers take for running do run. A node under load tells of a task's end late, and of its own loss not at all: the managers miss it
/// after three heartbeats. Its engine knows.
/// </summary>
internal sealed class RunningContainers(Cluster cluster, string serviceId)
{
    // One that stands still gives none.
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(2);

    private readonly ContainersListParameters _ofService = new()
    {
        Filters = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [$"com.docker.swarm.service.id={serviceId}"] = true } },
    };

    /// <returns>Null if they run, as far as there are engines that can be asked; otherwise of one why it is not believed, in a few words.</returns>
    public async Task<string?> WhyNotAsync(Placement seen, CancellationToken token)
    {
        var nodes = seen.Running.Where(it => it.ContainerId is not null).GroupBy(it => it.NodeId);
        return (await Task.WhenAll(nodes.Select(it => AskAsync(it.Key, [.. it], token)))).FirstOrDefault(it => it is not null);
    }

    private async Task<string?> AskAsync(string nodeId, IReadOnlyList<TaskFacts> tasks, CancellationToken token)
    {
        if (cluster.Nodes.FirstOrDefault(it => it.SwarmId == nodeId) is not { } node) return null;
        if (node.IsDisconnected) return On("is cut off from the other nodes");
        if (!node.IsOpen) return node.Container is null ? null : On($"cannot be asked, for {node.Connection.WhyClosed}");
        using var deadline = new CancellationTokenSource(AnswerWithin, cluster.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, token);
        try
        {
            var running = (await node.Client.Containers.ListContainersAsync(_ofService, linked.Token)).Select(it => it.ID).ToHashSet();
            return tasks.FirstOrDefault(it => !running.Contains(it.ContainerId!)) is { } ended ? $"{ended.Name} has ended on {node.Name}, and the managers have not heard of it yet" : null;
        }
        catch (Exception e) when (e is DockerApiException || NodeConnection.IsNoAnswer(e))
        {
            return On($"does not answer: {EngineMessage.Of(e)}");
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return On($"does not answer within {FailureText.Duration(AnswerWithin)}");
        }

        string On(string trouble) => $"{tasks[0].Name} is on {node.Name}, which {trouble}, and the managers have not noticed it yet";
    }
}
