namespace InfraSpecs.Swarm;

/// <summary>A cluster could not be made as it was.</summary>
public sealed class ClusterNotCleanException : InfraSpecsException
{
    internal ClusterNotCleanException(IReadOnlyList<string> left, bool isAttached, WaitTimedOutException inner)
        : base(
            "cluster",
            $"The cluster could not be made clean within {inner.Within.TotalSeconds:0.###} s: {left.Count} {(left.Count == 1 ? "thing" : "things")} would not go.",
            left,
            isAttached
                ? "remove what uses the named things, and then those; they stay on the cluster that was attached to."
                : "look at what holds the named things; SwarmCluster.RemoveReusedAsync ends a kept cluster with all that is on it.",
            inner) => Left = left;

    internal ClusterNotCleanException(IReadOnlyList<string> doubts)
        : base(
            "cluster", $"The cluster may not be as it was: of {doubts.Count} {(doubts.Count == 1 ? "thing" : "things")} nobody could tell what this run made.", doubts,
            "look at what is there, and remove what is this run's; nothing was removed on suspicion.") => Left = doubts;

    /// <summary>What is left, or is not as it was: "service echo", "network front: …", "worker02: worker, down".</summary>
    public IReadOnlyList<string> Left { get; }
}
