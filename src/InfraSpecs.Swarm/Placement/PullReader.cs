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
        var told = await Task.WhenAll(asked.GroupBy(it => it.NodeId).Select(it => ReadAsync([.. it], cluster.Nodes.FirstOrDefault(node => node.SwarmId == it.Key), token)));
        return [.. told.SelectMany(it => it)];
    }

    private static async Task<IEnumerable<TaskFacts>> ReadAsync(IReadOnlyList<TaskFacts> tasks, Node? node, CancellationToken token)
    {
        var log = await EngineLog.ReadAsync(node, tasks.Min(it => it.CreatedAt), PullFailure.IsToldBy, token);
        return tasks.Select(it => PullFailure.Find(log.Lines, it.Id, it.Image) is { } failure
            ? it with { Told = failure.Sentence, Advice = failure.Advice }
            : it with { Told = $"{it.Error}; why is in the log of its node's engine, which {(log.WhyNot is { } why ? $"cannot be read: {why}" : "does not tell")}" });
    }
}
