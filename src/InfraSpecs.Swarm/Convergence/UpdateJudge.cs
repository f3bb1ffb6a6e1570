namespace InfraSpecs.Swarm;

/// <summary>Judges how far an update is, beside how far its tasks are.</summary>
internal static class UpdateJudge
{
    private const string NothingReplaced = "no task had to be replaced, so that there was no update; WaitUntilConvergedAsync waits for a service that was only scaled or labelled";

    /// <summary>What the state of the update says alone; null where it depends on the tasks.</summary>
    public static Probe<Placement>? JudgeState(Goal goal, Placement seen) => (goal, seen.UpdateState) switch
    {
        (not Goal.RolledBack, _) or (_, UpdateState.None or UpdateState.RolledBack) => null,
        (_, UpdateState.Updating) => Probe.NotYet<Placement>($"its update goes on, and has not failed often enough: {seen.Failed.Count(it => it.IsUpToDate)} tasks failed{LastFailure(seen)}"),
        (_, UpdateState.Completed) => Probe.Hopeless<Placement>($"its update went through: {seen.UpdateMessage}"),
        (_, UpdateState.Paused) => Probe.Hopeless<Placement>($"its update is paused, for that is its FailureAction: {seen.UpdateMessage}{LastFailure(seen)}"),
        (_, UpdateState.RollbackPaused) => Probe.Hopeless<Placement>($"its rollback is paused: {seen.UpdateMessage}{LastFailure(seen)}"),
        _ => Probe.NotYet<Placement>($"it is being rolled back: {seen.UpdateMessage}; {seen.Current(upToDateOnly: true).Count(it => it.IsRunning)} of {seen.Wanted} tasks run as before"),
    };

    /// <param name="goal">What is waited for.</param>
    /// <param name="seen">What is so now.</param>
    /// <param name="tasks">How far the tasks are.</param>
    public static Probe<Placement> JudgeWithTasks(Goal goal, Placement seen, Probe<Placement> tasks) => goal switch
    {
        Goal.Updated => Updated(seen, tasks),
        Goal.RolledBack => RolledBack(seen, tasks),
        _ => tasks,
    };

    private static Probe<Placement> Updated(Placement seen, Probe<Placement> tasks) => (tasks, seen.UpdateState) switch
    {
        (not Probe<Placement>.Ready, _) => tasks,
        (_, UpdateState.None) => Probe.Hopeless<Placement>(NothingReplaced),
        (_, UpdateState.Updating or UpdateState.RollingBack) => Probe.NotYet<Placement>("all tasks run, and the managers have not called the update completed yet: they watch the last ones for UpdatePolicy.Monitor"),
        _ => Ended(seen, tasks),
    };

    private static Probe<Placement> RolledBack(Placement seen, Probe<Placement> tasks) => (tasks, seen.UpdateState) switch
    {
        (Probe<Placement>.Ready, UpdateState.None) => Probe.Hopeless<Placement>(NothingReplaced),
        (_, UpdateState.None) => Probe.NotYet<Placement>("the managers have not begun with the update yet"),
        (Probe<Placement>.Ready, _) => Ended(seen, tasks),
        _ => tasks,
    };

    /// <summary>Old tasks have their time to stop, and run as long.</summary>
    private static Probe<Placement> Ended(Placement seen, Probe<Placement> ready) =>
        seen.Leaving is [var first, ..] ? Probe.NotYet<Placement>($"{first.Name} from before runs on {first.Node} until it has stopped") : ready;

    private static string LastFailure(Placement seen) => seen.Failed is [var last, ..] ? $"; {last.Sentence}" : "";
}
