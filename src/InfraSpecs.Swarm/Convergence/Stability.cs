namespace InfraSpecs.Swarm;

/// <summary>How long tasks must have run before they count as stable, and how long they have.</summary>
/// <param name="said">What the options say; null for what suits the tasks.</param>
internal sealed class Stability(TimeSpan? said)
{
    // What the docker CLI takes.
    private static readonly TimeSpan Unchecked = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Checked = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    // The end of a task reaches the managers in lots, up to 100 ms late, and this process when it next asks: so long a wait looks on, however long tasks have run.
    private static readonly TimeSpan Watched = TimeSpan.FromMilliseconds(500);

    private readonly TaskLives _lives = new();
    private string? _key;
    private Trial _trial = new(default, default, "");

    public void See(Placement seen, DateTimeOffset now) => _lives.See(seen, now);

    /// <summary>How long a task that ended by itself had run.</summary>
    public TimeSpan Lived(TaskFacts ended) => _lives.Lived(ended);

    /// <summary>Not all tasks run.</summary>
    public void Break() => _key = null;

    /// <summary>All tasks ran when it was last judged, and the next look may say that they have long enough.</summary>
    public bool IsDue(DateTimeOffset now) => _key is not null && now >= _trial.Due;

    /// <param name="seen">What is so now.</param>
    /// <param name="running">All tasks that are wanted; they run.</param>
    /// <param name="now">By the cluster's clock.</param>
    /// <returns>Null if they have run long enough; otherwise how long, in a few words.</returns>
    public string? WhyNot(Placement seen, IReadOnlyList<TaskFacts> running, DateTimeOffset now)
    {
        var key = string.Join(' ', running.Select(it => it.Id).Order(StringComparer.Ordinal));
        if (key != _key) (_key, _trial) = (key, running.Count == 0 ? Trial.Begin(now, said ?? TimeSpan.Zero, "") : running.Select(it => TrialOf(it, seen, now)).MaxBy(it => it.Due)!);
        return now >= _trial.Due ? null : $"the last since {Seconds(now - _trial.Began)} of {Seconds(_trial.Due - _trial.Began)}{_trial.Why}";
    }

    private Trial TrialOf(TaskFacts task, Placement seen, DateTimeOffset now)
    {
        var usual = said ?? (seen.HasHealthCheck == true ? Checked : Unchecked);
        if (said is not null || _lives.LongestBefore(task, seen) is not { } lived) return Trial.Begin(Began(task, usual, now), usual, "");
        var window = lived + usual < Longest ? lived + usual : Longest;
        return Trial.Begin(Began(task, window, now), window, $" because one before {task.Name} ended by itself after {Seconds(lived)}");
    }

    private static DateTimeOffset Began(TaskFacts task, TimeSpan window, DateTimeOffset now)
    {
        var earliest = now - (window - Watched > Watched ? window - Watched : Watched);
        return task.KnownSince > now ? now : task.KnownSince < earliest ? earliest : task.KnownSince;
    }

    private static string Seconds(TimeSpan time) => FailureText.Seconds(time, 1);

    private sealed record Trial(DateTimeOffset Began, DateTimeOffset Due, string Why)
    {
        public static Trial Begin(DateTimeOffset began, TimeSpan window, string why) => new(began, began + window, why);
    }
}
