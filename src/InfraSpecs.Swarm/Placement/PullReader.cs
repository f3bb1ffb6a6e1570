using Docker.DotNet;

namespace InfraSpecs.Swarm;

/// <summary>Asks the nodes' engines why they could not pull images.</summary>
internal static class PullReader
{
    private const int TasksAsked = 3;

    /// <param name="placement">Where the tasks are.</param>
    /// <param name="cluster">Where their nodes are.</param>
    /// <param name="token">Ends the reading.</param>
    /// <returns>Those that could not be pulled for, with what is known of it.</returns>
    public static async Task<IReadOnlyList<TaskFacts>> ReadAsync(Placement placement, Cluster cluster, CancellationToken token)
    {
        var asked = placement.Failed.Where(it => it is { State: TaskState.Rejected } && it.Error.StartsWith(PullFailure.NoSuchImage, StringComparison.Ordinal)).Take(TasksAsked);
        var told = await Task.WhenAll(asked.GroupBy(it => it.NodeId).Select(it => ReadAsync([.. it], cluster.Nodes.FirstOrDefault(node => node.SwarmId == it.Key), cluster, token)));
        var pulling = await Task.WhenAll(placement.Current(upToDateOnly: true).Where(it => it.State == TaskState.Preparing).Take(TasksAsked).Select(it => PullingAsync(it, placement, cluster, token)));
        return [.. told.SelectMany(it => it), .. pulling.OfType<TaskFacts>()];
    }

    /// <summary>A node that prepares a task whose image it does not have is pulling it; its engine says nothing of that until it has failed.</summary>
    private static async Task<TaskFacts?> PullingAsync(TaskFacts task, Placement placement, Cluster cluster, CancellationToken token)
    {
        if (cluster.Nodes.FirstOrDefault(it => it.SwarmId == task.NodeId) is not { IsOpen: true } node) return null;
        try
        {
            await node.Client.Images.InspectImageAsync(task.Digest is { } digest ? $"{task.Image}@{digest}" : task.Image, token);
            return null;
        }
        catch (DockerImageNotFoundException)
        {
            return task with { Told = $"it pulls {task.Image} for {FailureText.Duration(placement.ReadAt - task.KnownSince)} already, which neither came nor failed", Advice = PullAdvice.Slow };
        }
        catch (Exception e) when (e is DockerApiException or OperationCanceledException || NodeConnection.IsNoAnswer(e))
        {
            return null; // that it is preparing is told
        }
    }

    private static async Task<IEnumerable<TaskFacts>> ReadAsync(IReadOnlyList<TaskFacts> tasks, Node? node, Cluster cluster, CancellationToken token)
    {
        var log = await EngineLog.ReadAsync(node, tasks.Min(it => it.CreatedAt), PullFailure.IsToldBy, token);
        return await Task.WhenAll(tasks.Select(async it => PullFailure.Find(log.Lines, it.Id, it.Image) is { } failure
            ? it with { Told = failure.Sentence, Advice = await AdviceAsync(failure, node!, cluster, token) }
            : it with { Told = $"{it.Error}; why is in the log of its node's engine, which {(log.WhyNot is { } why ? $"cannot be read: {why}" : "does not tell")}" }));
    }

    private static async Task<string> AdviceAsync(PullFailure failure, Node node, Cluster cluster, CancellationToken token)
    {
        if (failure.Advice != PullAdvice.Missing) return failure.Advice;
        var there = await NamesAsync(node, token);
        if (there.FirstOrDefault(it => it != failure.Image && LastName(it) == LastName(failure.Image)) is { } has) return $"{failure.Advice} {node.Name} has {has}.";
        return LikeImages.Nearest(failure.Image, [.. there, .. await PushedAsync(cluster, token)]) is { } near ? $"{failure.Advice} Did you mean {near}?" : failure.Advice;
    }

    /// <summary>What the cluster's own registry has.</summary>
    private static async Task<IReadOnlyList<string>> PushedAsync(Cluster cluster, CancellationToken token)
    {
        if (cluster.AttachedTo is not null) return [];
        try
        {
            return await cluster.Registry.ReadRepositoriesAsync(token);
        }
        catch (Exception e) when (e is InfraSpecsException or HttpRequestException or OperationCanceledException or TimeoutException or IOException)
        {
            return [];
        }
    }

    /// <summary>Who names "mariadb" may mean "example/mariadb:latest", which was preloaded.</summary>
    /// <returns>The names of the node's images.</returns>
    private static async Task<IReadOnlyList<string>> NamesAsync(Node node, CancellationToken token)
    {
        try
        {
            var all = await node.Client.Images.ListImagesAsync(new(), token);
            // What was pulled for a task has a digest only.
            return [.. all.SelectMany(it => it.RepoTags ?? []).Order(StringComparer.Ordinal), .. all.SelectMany(it => it.RepoDigests ?? [])];
        }
        catch (Exception e) when (e is DockerApiException or OperationCanceledException || NodeConnection.IsNoAnswer(e))
        {
            return []; // why it could not be pulled is told
        }
    }

    private static string LastName(string image) => ImageName.Split(image).Repository.Split('/')[^1];
}
