namespace InfraSpecs.Visualizer;

/// <summary>Which tasks are drawn, and in what words.</summary>
internal static class TaskStates
{
    private static readonly HashSet<string> Ended = ["complete", "shutdown", "failed", "rejected", "remove", "orphaned"];
    private static readonly HashSet<string> Leaving = ["shutdown", "remove", "orphaned"];

    /// <summary>The managers want it to run, or to complete.</summary>
    public static bool IsWanted(TaskFacts task) => !Leaving.Contains(task.DesiredState);

    /// <summary>It has not ended. Of a node that is not ready, the last word about tasks that are replaced already does not count.</summary>
    public static bool IsShown(TaskFacts task, IReadOnlySet<string> ready) =>
        !Ended.Contains(task.Status.State) && (IsWanted(task) || (task.NodeId is { Length: > 0 } node && ready.Contains(node)));

    /// <summary>The word for a task that is shown.</summary>
    public static string Shown(TaskFacts task, IReadOnlySet<string> ready) =>
        !IsWanted(task) ? "stopping"
        : task.NodeId is { Length: > 0 } node && !ready.Contains(node) ? "lost"
        : task.Status.State;
}
