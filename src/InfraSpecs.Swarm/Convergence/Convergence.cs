namespace InfraSpecs.Swarm;

/// <summary>
/// Judges one placement after the other. The rules are those of the docker CLI (its service/progress): only tasks that are up to date, one for each slot or
/// node, none on nodes that are down, and it must stay so for a while. Beyond them, what cannot come any more ends the wait.
/// </summary>
internal sealed class Convergence
{
    private readonly ConvergenceRules _rules;
    private readonly HashSet<string> _restarted = [];
    private readonly Stability _stability;
    private readonly Repeats _repeats;
    private HashSet<string>? _before;
    private Probe<Placement>? _verdict;
    private DateTimeOffset _judgedAt;
    private string? _givenUp;
    private (string Key, DateTimeOffset Since) _unplaceable = ("", DateTimeOffset.MaxValue);

    public Convergence(ConvergenceRules rules)
    {
        (_rules, _stability) = (rules, new Stability(rules.StableFor));
        _repeats = new Repeats(_stability.Lived);
    }

    /// <summary>What was judged last.</summary>
    public Placement? Last { get; private set; }

    /// <summary>A task that ended at once and alike, again and again, when it was last judged.</summary>
    public Repeat? Repeat { get; private set; }

    /// <summary>All tasks ran when it was last judged, and the next look may say that they have long enough.</summary>
    /// <param name="now">By the cluster's clock.</param>
    public bool IsDue(DateTimeOffset now) => _stability.IsDue(now);

    /// <param name="seen">What is so now.</param>
    /// <param name="now">By the cluster's clock, which the tasks' times are of.</param>
    public Probe<Placement> Judge(Placement seen, DateTimeOffset now)
    {
        (Last, _judgedAt) = (seen, now);
        CountRestarts(seen);
        _stability.See(seen, now);
        Repeat = seen.UpdateState is UpdateState.Updating or UpdateState.RollingBack ? null : _repeats.See(seen, now); // whose end the managers decide on
        return _verdict = UpdateJudge.JudgeState(_rules.Goal, seen) ?? UpdateJudge.JudgeWithTasks(_rules.Goal, seen, JudgeTasks(seen, now));
    }

    /// <summary>The task that ends again and again will go on so.</summary>
    public Probe<Placement> GiveUp()
    {
        _givenUp = Repeat!.Last.Id;
        return Judge(Last!, _judgedAt);
    }

    /// <summary>The nodes' engines know why it cannot come any more.</summary>
    /// <param name="why">What they say, in half a sentence.</param>
    public Probe<Placement> GiveUp(string why) => Probe.Hopeless<Placement>($"{Tally(Last!, Last!.Running.Count)}{Restarts(Last)}; {why}");

    /// <summary>What was judged last is so by the managers' word alone.</summary>
    /// <param name="why">Why that is not believed.</param>
    public Probe<Placement> Doubt(string why) => _verdict = Probe.NotYet<Placement>($"{Tally(Last!, Last!.Running.Count)} by the managers' word; {why}");

    /// <summary>A reason that it gave, in the words of those who know more of the same tasks.</summary>
    /// <param name="why">What was said of what was judged last; another reason stays as it is.</param>
    /// <param name="told">What was judged last, with what is told of its tasks.</param>
    public string Retell(string why, Placement told) =>
        WhyOf(_verdict) == why ? WhyOf(Judge(told with { Troubles = [] }, _judgedAt)) ?? why : why;

    private static string? WhyOf(Probe<Placement>? verdict) => verdict switch
    {
        Probe<Placement>.NotYet waiting => waiting.Why,
        Probe<Placement>.Hopeless hopeless => hopeless.Why,
        _ => null,
    };

    private Probe<Placement> JudgeTasks(Placement seen, DateTimeOffset now)
    {
        if (WhyEnded(seen) is { } end) return Probe.Hopeless<Placement>(end);
        return seen.IsJob ? JudgeJob(seen, now) : JudgeService(seen, now);
    }

    private Probe<Placement> JudgeService(Placement seen, DateTimeOffset now)
    {
        var current = seen.Current(upToDateOnly: true);
        var running = current.Where(it => it.IsRunning).ToList();
        if (current.Count < seen.Wanted && seen.GivenUp is [var last, ..]) return Probe.Hopeless<Placement>($"{Tally(seen, running.Count)}; {last.Sentence}, and is not started again");
        if (running.Count != seen.Wanted || current.Count != seen.Wanted || (seen.Wanted == 0 && seen.IsGlobal)) return Missing(seen, current, running.Count, now);
        return _stability.WhyNot(seen, running, now) is { } why ? Probe.NotYet<Placement>($"{Tally(seen, running.Count)}, {why}{Restarts(seen)}") : Probe.Ready(seen);
    }

    private Probe<Placement> JudgeJob(Placement seen, DateTimeOffset now)
    {
        var current = seen.Current(upToDateOnly: true);
        var completed = current.Count(it => it.State == TaskState.Complete);
        if (completed >= seen.Wanted && seen.Wanted > 0) return Probe.Ready(seen);
        var failed = seen.Failed.Where(it => it is { IsUpToDate: true, IsOfThisRun: true }).ToList();
        return _rules.JobRetries is { } retries && failed.Count > retries * Math.Max(1, seen.Wanted)
            ? Probe.Hopeless<Placement>($"{Tally(seen, completed)}; {failed[0].Sentence}, and its restarts allow no more")
            : Missing(seen, current, completed, now);
    }

    /// <summary>What no waiting mends.</summary>
    private string? WhyEnded(Placement seen)
    {
        if (seen.UpdateState is UpdateState.Paused or UpdateState.RollbackPaused) return $"{Said(seen)}{LastFailure(seen)}";
        if (seen.UpdateState is UpdateState.RollingBack or UpdateState.RolledBack && !IsAccepted(seen)) return $"the update failed and is taken back, {Said(seen)}{LastFailure(seen)}";

        // The managers try again after the restart delay, without end. The second attempt is prepared at once, most often on another node.
        var rejected = seen.Current(upToDateOnly: true).Select(it => LastAttempts(seen, it)).FirstOrDefault(it => it is [{ State: TaskState.Rejected }, { State: TaskState.Rejected }]);
        return rejected is null ? null : $"{rejected[0].Sentence}, as the one before it";

        static string Said(Placement seen) => $"its update is {UpdateStates.Word(seen.UpdateState)}: {seen.UpdateMessage}";
        static string LastFailure(Placement seen) => seen.Failed is [var last, ..] ? $"; {last.Sentence}" : "";
    }

    private bool IsAccepted(Placement rolledBack) =>
        _rules.Rollback == AcceptedRollback.Any || (_rules.Rollback == AcceptedRollback.Requested && !rolledBack.IsRolledBackByItself);

    /// <summary>The last two attempts at a place that were made, without the one that is only being made.</summary>
    private static List<TaskFacts> LastAttempts(Placement seen, TaskFacts current) =>
    [
        .. seen.Tasks.Where(it => it is { IsUpToDate: true, IsOfThisRun: true } && it.Place == current.Place)
            .OrderByDescending(it => it.CreatedAt).SkipWhile(it => it.State < TaskState.Ready).Take(2),
    ];

    private Probe<Placement> Missing(Placement seen, IReadOnlyList<TaskFacts> current, int done, DateTimeOffset now)
    {
        _stability.Break();
        if (Repeat is { } repeat && repeat.Last.Id == _givenUp) return Probe.Hopeless<Placement>($"{Tally(seen, done)}; {SentenceOf(seen, repeat.Last)}, at once and {repeat.Times} times over");
        if (seen.WhyNeverHealthy is { } never) return Probe.Hopeless<Placement>($"{Tally(seen, done)}; {never}");
        var nowhere = current.Where(it => it is { State: TaskState.Pending, Error.Length: > 0 } or { State: TaskState.New, Told: not null }).ToList();
        var nodeless = seen.IsNodeless;
        if ((nowhere.Count > 0 || nodeless) && MayNeverFit(seen))
        {
            var key = string.Join(' ', [nodeless ? "-" : "", .. nowhere.Select(it => it.Id), .. current.Where(it => it.IsRunning).Select(it => it.Id)]);
            if (key != _unplaceable.Key) _unplaceable = (key, now);
            if (_rules.UnplaceableFor >= TimeSpan.Zero && now - _unplaceable.Since >= _rules.UnplaceableFor) return Probe.Hopeless<Placement>(Why(seen, current, done));
        }
        else
        {
            _unplaceable.Key = "";
        }

        return Probe.NotYet<Placement>(Why(seen, current, done));
    }

    /// <summary>As it is seen now: of the same task, more may be known.</summary>
    private static string SentenceOf(Placement seen, TaskFacts task) => (seen.Tasks.FirstOrDefault(it => it.Id == task.Id) ?? task).Sentence;

    /// <summary>No node can come back, and no task of the service is on its way out, that would make room.</summary>
    private static bool MayNeverFit(Placement seen) =>
        seen.Nodes.All.All(it => it.IsReady) && !seen.Tasks.Any(it => !it.IsWanted && it.State <= TaskState.Running);

    private string Why(Placement seen, IReadOnlyList<TaskFacts> current, int done)
    {
        var cause = current.Count > seen.Wanted ? $"{current.Count - seen.Wanted} more are to be stopped" : seen.WhyNotAll;
        return $"{Tally(seen, done)}{Restarts(seen)}; {cause}";
    }

    private static string Tally(Placement seen, int done) => seen.IsJob ? $"{done} of {seen.Wanted} tasks completed" : $"{done} of {seen.Wanted} tasks run";

    private string Restarts(Placement seen)
    {
        var times = _restarted.Count == 1 ? "once" : $"{_restarted.Count} times";
        return _restarted.Count == 0 ? "" : $", restarted {times} meanwhile{(seen.Failed is [var last, ..] && seen.Running.Count == seen.Wanted ? $", last because {last.Sentence}" : "")}";
    }

    private void CountRestarts(Placement seen)
    {
        var ended = seen.Restarted.Select(it => it.Id).ToList();
        _before ??= [.. ended];
        _restarted.UnionWith(ended.Where(it => !_before.Contains(it)));
    }
}
