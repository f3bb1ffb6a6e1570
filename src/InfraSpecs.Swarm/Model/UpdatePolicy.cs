using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>How tasks are replaced by others when a service changes. The defaults are the engine's.</summary>
public sealed record UpdatePolicy
{
    /// <summary>How many tasks are replaced at a time.</summary>
    /// <value>Default 1; 0 is all.</value>
    public int Parallelism { get; init; } = 1;

    /// <summary>The time from one lot of tasks to the next.</summary>
    /// <value>Default none.</value>
    public TimeSpan Delay { get; init; }

    /// <summary>Whether the old task or the new one goes first.</summary>
    /// <value>Default <see cref="UpdateOrder.StopFirst"/>.</value>
    public UpdateOrder Order { get; init; } = UpdateOrder.StopFirst;

    /// <summary>What happens when too many tasks fail.</summary>
    /// <value>Default <see cref="UpdateFailureAction.Pause"/>.</value>
    public UpdateFailureAction FailureAction { get; init; } = UpdateFailureAction.Pause;

    /// <summary>For how long after its start a task's failure counts against the update.</summary>
    /// <value>Default 5 s.</value>
    public TimeSpan Monitor { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Which part of the tasks may fail, from 0 to 1.</summary>
    /// <value>Default 0: none.</value>
    public double MaxFailureRatio { get; init; }

    /// <summary>What a specification says; one that says nothing means the engine's defaults.</summary>
    internal static UpdatePolicy Read(SwarmUpdateConfig? config) => config is null ? new UpdatePolicy() : new UpdatePolicy
    {
        Parallelism = (int)config.Parallelism,
        Delay = config.Delay ?? TimeSpan.Zero,
        Order = config.Order == "start-first" ? UpdateOrder.StartFirst : UpdateOrder.StopFirst,
        FailureAction = config.FailureAction switch { "continue" => UpdateFailureAction.Continue, "rollback" => UpdateFailureAction.Rollback, _ => UpdateFailureAction.Pause },
        Monitor = config.Monitor is { Ticks: > 0 } monitor ? monitor : TimeSpan.FromSeconds(5),
        MaxFailureRatio = config.MaxFailureRatio,
    };
}

/// <summary>Which goes first when a task is replaced.</summary>
public enum UpdateOrder
{
    /// <summary>The old task stops before the new one starts.</summary>
    StopFirst,

    /// <summary>The new task runs before the old one stops.</summary>
    StartFirst,
}

/// <summary>What happens when too many tasks of an update fail.</summary>
public enum UpdateFailureAction
{
    /// <summary>The update stops where it is.</summary>
    Pause,

    /// <summary>It goes on.</summary>
    Continue,

    /// <summary>What was before is restored. A rollback cannot be rolled back.</summary>
    Rollback,
}
