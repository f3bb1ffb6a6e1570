using InfraSpecs.Swarm;

namespace InfraSpecs.Assertions;

/// <summary>What to do where too few replicas ran.</summary>
internal static class ReplicaAdvice
{
    /// <param name="history">What was seen.</param>
    /// <param name="moment">When they were too few.</param>
    /// <param name="wanted">How many there should have been.</param>
    public static string Compose(ReplicaHistory history, ReplicaMoment moment, int wanted)
    {
        var options = history.IsRollback ? "ServiceOptions.Rollback" : "ServiceOptions.Update";
        if (moment.Down.FirstOrDefault(it => it.Event == ReplicaEvent.Lost) is { } lost)
        {
            return $"{lost.Node} was lost; run more than {wanted} replicas, on more nodes, so that the others are enough.";
        }

        if (moment.Down.FirstOrDefault(it => it.Event is ReplicaEvent.Ended or ReplicaEvent.Unhealthy) is { } ended)
        {
            return $"look at the output of {ended.Task}, which nobody told to stop.{Checked(history)}";
        }

        return history.Policy switch
        {
            _ when moment.Down.All(it => it.Event is not ReplicaEvent.Stopping) => $"wait until the service has converged before the watch begins, with {wanted} replicas or more.",
            { Order: UpdateOrder.StartFirst } when !HasHealthCheck(history) =>
                "set ServiceOptions.HealthCheck. Without one a new task counts as soon as its process starts, and an old one is stopped for it, even if the new one ends a moment later.",
            { Order: UpdateOrder.StartFirst } => $"{options} says start-first already; see why the service was scaled down, or its tasks stopped from elsewhere.",
            { Parallelism: 0 } => $"{options} stops all tasks at once (Parallelism 0, stop-first): set its Order to StartFirst, or its Parallelism to 1.{Checked(history)}",
            { Parallelism: var lot } => $"{options} stops {lot} at a time before others start (stop-first): set its Order to StartFirst, or run {wanted + lot} replicas.{Checked(history)}",
        };
    }

    private static bool HasHealthCheck(ReplicaHistory history) => history.Changes.Any(it => it.HasHealthCheck);

    private static string Checked(ReplicaHistory history) => HasHealthCheck(history)
        ? ""
        : " Its tasks have no health check: with one, a new task counts, and an old one stops, only once the new one is well.";
}
