namespace InfraSpecs.Swarm;

/// <summary>Tasks that stay "new" while they are waited for: the leader is asked once for each what it could not give it, and what it said is remembered.</summary>
internal sealed class StuckTasks(Cluster cluster)
{
    // What the leader allocates takes milliseconds; after an election it takes all tasks up again.
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(2);

    private readonly HashSet<string> _asked = [];
    private readonly Dictionary<string, TaskFacts> _told = [];

    /// <param name="seen">What is so now.</param>
    /// <param name="now">By the cluster's clock.</param>
    /// <param name="token">Ends the question.</param>
    /// <returns>The same, with what is told of tasks that are still new.</returns>
    public async Task<Placement> AddAsync(Placement seen, DateTimeOffset now, CancellationToken token)
    {
        var stuck = seen.Current(upToDateOnly: true).Where(it => it is { State: TaskState.New, Error.Length: 0 } && now - it.CreatedAt > Usual).ToList();
        if (stuck.Count == 0) return seen;
        if (stuck.FindAll(it => _asked.Add(it.Id)).Count > 0)
        {
            foreach (var task in await AllocationReader.ReadAsync(seen, cluster, token)) _told[task.Id] = task;
        }

        return seen with { Tasks = [.. seen.Tasks.Select(it => it.State == TaskState.New && _told.TryGetValue(it.Id, out var told) ? it with { Told = told.Told, Advice = told.Advice } : it)] };
    }
}
