namespace InfraSpecs.Swarm;

/// <summary>Judges how far an update is, beside how far its tasks are.</summary>
internal static class UpdateJudge
{
    private const string NothingReplaced = "no task had to be replaced, so that there was no update; WaitUntilConvergedAsync waits for a service that was only scaled or labelled";

    /// <param name="goal">What is waited for.</param>
    /// <param name="seen">What is so now.</param>
    /// <param name="usual">What the rules of convergence say to it.</param>
    public static Probe<Placement> Judge(Goal goal, Placement seen, Func<Probe<Placement>> usual) => goal switch
    {
        Goal.Updated => Updated(seen, usual()),
        Goal.RolledBack => RolledBack(seen, usual),
        _ => usual(),
    };

    private static Probe<Placement> Updated(Placement seen, Probe<Placement> usual) => (usual, UpdateReader.StateOf(seen.UpdateState)) switch
    {
        (not Probe<Placement>.Ready, _) => usual,
        (_, UpdateState.None) => Probe.Hopeless<Placement>(NothingReplaced),
        (_, UpdateState.Updating or UpdateState.RollingBack) => Probe.NotYet<Placement>("all tasks run, and the managers have not called the update completed yet: they watch the last ones for UpdatePolicy.Monitor"),
        _ => Ended(seen, usual),
    };

    private static Probe<Placement> RolledBack(Placement seen, Func<Probe<Placement>> usual) => UpdateReader.StateOf(seen.UpdateState) switch
    {
        UpdateState.None => usual() is Probe<Placement>.Ready ? Probe.Hopeless<Placement>(NothingReplaced) : Probe.NotYet<Placement>("the managers have not begun with the update yet"),
        UpdateState.Updating => Probe.NotYet<Placement>($"its update goes on, and has not failed often enough: {seen.Failed.Count(it => it.IsUpToDate)} tasks failed{LastFailure(seen)}"),
        UpdateState.Completed => Probe.Hopeless<Placement>($"its update went through: {seen.UpdateMessage}"),
        UpdateState.Paused => Probe.Hopeless<Placement>($"its update is paused, for that is its FailureAction: {seen.UpdateMessage}{LastFailure(seen)}"),
        UpdateState.RollbackPaused => Probe.Hopeless<Placement>($"its rollback is paused: {seen.UpdateMessage}{LastFailure(seen)}"),
        UpdateState.RollingBack => Probe.NotYet<Placement>($"it is being rolled back: {seen.UpdateMessage}; {seen.Current(upToDateOnly: true).Count(it => it.IsRunning)} of {seen.Wanted} tasks run as before"),
        _ => usual() is Probe<Placement>.Ready ready ? Ended(seen, ready) : usual(),
    };

    /// <summary>Old tasks have their time to stop, and run as long.</summary>
    private static Probe<Placement> Ended(Placement seen, Probe<Placement> ready) =>
        seen.Leaving is [var first, ..] ? Probe.NotYet<Placement>($"{first.Name} from before runs on {first.Node} until it has stopped") : ready;

    private static string LastFailure(Placement seen) => seen.Failed is [var last, ..] ? $"; {last.Sentence}" : "";
}
