using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>How far the update of a service is.</summary>
public enum UpdateState
{
    /// <summary>It was never updated, or its last change replaced no task, or has not begun to.</summary>
    None,

    /// <summary>Tasks are being replaced, or watched for <see cref="UpdatePolicy.Monitor"/>.</summary>
    Updating,

    /// <summary>Too many tasks failed, and it was left where it was.</summary>
    Paused,

    /// <summary>All tasks are replaced.</summary>
    Completed,

    /// <summary>Tasks are being replaced by such as were before.</summary>
    RollingBack,

    /// <summary>Too many tasks failed on the way back.</summary>
    RollbackPaused,

    /// <summary>The service is what it was before.</summary>
    RolledBack,
}

/// <summary>The managers' words for the state of an update.</summary>
internal static class UpdateStates
{
    private static readonly Dictionary<UpdateState, string> Words = new()
    {
        [UpdateState.Updating] = "updating",
        [UpdateState.Paused] = "paused",
        [UpdateState.Completed] = "completed",
        [UpdateState.RollingBack] = "rollback_started",
        [UpdateState.RollbackPaused] = "rollback_paused",
        [UpdateState.RolledBack] = "rollback_completed",
    };

    /// <summary>
    /// What the managers say of a service. A rollback of their own that they end twice, which happens, they call an update that is completed (swarmkit's
    /// completeUpdate); but an update keeps the former specification, and only a rollback of their own keeps none.
    /// </summary>
    public static UpdateState Read(SwarmService service) => service switch
    {
        { UpdateStatus.State: "completed", PreviousSpec: null } => UpdateState.RolledBack,
        _ => Words.FirstOrDefault(it => it.Value == service.UpdateStatus?.State).Key,
    };

    /// <summary>A rollback that somebody asked for keeps the specification that it took back; one that the managers decide on forgets it.</summary>
    public static bool IsRolledBackByItself(SwarmService service) => Read(service) >= UpdateState.RollingBack && service.PreviousSpec is null;

    public static string Word(UpdateState state) => Words[state];
}
