namespace InfraSpecs.Swarm;

/// <summary>Notices tasks that end again and again, at once and in the same way, while they are waited for.</summary>
/// <param name="lived">How long a task that ended had run.</param>
internal sealed class Repeats(Func<TaskFacts, TimeSpan> lived)
{
    private const int Often = 3;

    /// <summary>What ends later than this has done something first, and may do better the next time.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(2);

    private readonly HashSet<string> _counted = [];
    private HashSet<string>? _before;
    private (string Key, DateTimeOffset Since) _first = ("", default);

    /// <returns>Null if no place has ended three times over alike, all of them seen.</returns>
    public Repeat? See(Placement seen, DateTimeOffset now)
    {
        _before ??= [.. seen.Tasks.Where(it => it.HasEndedByItself).Select(it => it.Id)];
        var alike = seen.Tasks.Where(it => it is { IsUpToDate: true, IsOfThisRun: true } && !_before.Contains(it.Id)).GroupBy(it => it.Place)
            .Select(place => AlikeAt([.. place.OrderByDescending(it => it.CreatedAt)], seen.IsJob, now)).FirstOrDefault(it => it.Count >= Often);
        var key = alike is [var one, ..] ? $"{one.Place} {one.State} {one.ExitCode} {one.Error}" : "";
        if (key != _first.Key)
        {
            _first = (key, now);
            _counted.Clear();
        }

        if (alike is not [var last, ..]) return null;
        _counted.UnionWith(alike.Select(it => it.Id));
        return new Repeat(last, _counted.Count, now - _first.Since);
    }

    /// <summary>The attempts at a place that ended at once as the last one did, the newest first.</summary>
    private List<TaskFacts> AlikeAt(IReadOnlyList<TaskFacts> attempts, bool job, DateTimeOffset now)
    {
        if (attempts.Any(it => it.State == TaskState.Running && now - it.KnownSince > AtOnce)) return [];
        var ended = attempts.SkipWhile(it => !HasFailed(it)).ToList();
        return [.. ended.TakeWhile(it => HasFailed(it) && lived(it) <= AtOnce && (it.State, it.ExitCode, it.Error) == (ended[0].State, ended[0].ExitCode, ended[0].Error))];

        bool HasFailed(TaskFacts it) => it.State == TaskState.Failed || (it.State == TaskState.Complete && !job);
    }
}

/// <summary>A task that ended at once, as those before it.</summary>
/// <param name="Last">The last of them.</param>
/// <param name="Times">How many there were.</param>
/// <param name="For">How long ago the third of them was seen.</param>
internal sealed record Repeat(TaskFacts Last, int Times, TimeSpan For)
{
    private const long NotExecutable = 126;
    private const long NotFound = 127;

    /// <summary>Nothing that is still to come mends it: its program ended as if all were done, or cannot be run. Other exit codes may be those of one that waits for something.</summary>
    public bool IsForGood => Last.State == TaskState.Complete || Last.ExitCode is NotExecutable or NotFound || Last.Error.Contains("unable to start container process", StringComparison.Ordinal);
}
