namespace InfraSpecs.Swarm;

/// <summary>
/// Tasks that no other attempt mends, as the engines of their nodes see it: the program of their health check is not in the image, or their memory runs out again and again.
/// Each task that ended is asked about once.
/// </summary>
internal sealed class HopelessTasks(Cluster cluster)
{
    private const int Often = 3;

    /// <summary>A check whose program is missing counts after this time at the earliest.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan AskedAgainAfter = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, TaskTrouble> _ended = [];
    private readonly HashSet<string> _asked = [];
    private bool _hasBegun;
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    /// <param name="seen">What is so now.</param>
    /// <param name="now">By the cluster's clock.</param>
    /// <param name="token">Ends the look.</param>
    /// <returns>Why, in half a sentence; null where another attempt may do better.</returns>
    public async Task<string?> WhyAsync(Placement seen, DateTimeOffset now, CancellationToken token)
    {
        // Of an update the managers decide.
        if (seen.UpdateState is UpdateState.Updating or UpdateState.RollingBack) return null;
        var fresh = seen.Tasks.Where(it => it is { IsUpToDate: true, IsOfThisRun: true, HasEndedByItself: true, ContainerId: not null } && _asked.Add(it.Id)).ToList();
        var hadBegun = _hasBegun;
        _hasBegun = true;
        if (!hadBegun) return null; // they ended before the wait began, and what made them end may be mended
        foreach (var few in fresh.Chunk(TroubleReader.TasksAsked))
        {
            foreach (var trouble in await TroubleReader.AskAsync(few, cluster, token)) _ended[trouble.TaskId] = trouble;
        }

        return (fresh.Count > 0 ? WhyEnded(seen) : null) ?? await WhyStartingAsync(seen, now, token);
    }

    private string? WhyEnded(Placement seen)
    {
        foreach (var place in seen.Tasks.Where(it => it.HasEndedByItself).GroupBy(it => it.Place))
        {
            var last = place.OrderByDescending(it => it.CreatedAt).Select(it => _ended.GetValueOrDefault(it.Id)).ToList();
            if (last is [{ IsNeverHealthy: true } one, { IsNeverHealthy: true }, ..]) return $"{one.Cause}, as of the task before it";
            if (last.TakeWhile(it => it is { OutOfMemory: true } or { MayBeOutOfMemory: true }).Count() is >= Often and var times && last.Exists(it => it is { OutOfMemory: true }))
                return $"{last[0]!.Cause}, {times} times over";
        }

        return null;
    }

    private async Task<string?> WhyStartingAsync(Placement seen, DateTimeOffset now, CancellationToken token)
    {
        if (now < _next) return null;
        var starting = seen.Current(upToDateOnly: true).Where(it => it is { State: TaskState.Starting, ContainerId: not null } && now - it.KnownSince > Patience)
            .Take(TroubleReader.TasksAsked).ToList();
        if (starting.Count == 0) return null;
        _next = now + AskedAgainAfter;
        return (await TroubleReader.AskAsync(starting, cluster, token)).FirstOrDefault(it => it.IsNeverHealthy)?.Cause;
    }
}
