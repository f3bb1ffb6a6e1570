namespace InfraSpecs.Swarm;

/// <summary>How long tasks that ended by themselves had run. The managers tell when a task ended, and not when it began to run; what a wait saw of it does.</summary>
internal sealed class TaskLives
{
    private readonly Dictionary<string, DateTimeOffset> _began = [];

    /// <param name="seen">What is so now.</param>
    /// <param name="now">By the cluster's clock.</param>
    public void See(Placement seen, DateTimeOffset now)
    {
        foreach (var task in seen.Tasks)
        {
            if (task.State < TaskState.Running) _began[task.Id] = now;
            else if (task.State == TaskState.Running) _began.TryAdd(task.Id, task.KnownSince);
        }
    }

    /// <summary>The longest that a predecessor of a task had run before it ended by itself, or a little more; null if none did.</summary>
    public TimeSpan? LongestBefore(TaskFacts task, Placement seen) => seen.Restarted
        .Where(it => it.IsOfThisRun && it.Place == task.Place && it.State != TaskState.Rejected)
        .Max(it => (TimeSpan?)Lived(it));

    /// <summary>How long a task had run that ended by itself. Of one that was never seen before its end no more is known than when it was made.</summary>
    public TimeSpan Lived(TaskFacts ended) => ended.Since - _began.GetValueOrDefault(ended.Id, ended.CreatedAt) is { Ticks: > 0 } lived ? lived : TimeSpan.Zero;
}
