namespace InfraSpecs.Swarm;

/// <summary>What to do where no node suits a task, by the words of the scheduler's filters (swarmkit's manager/scheduler/filter.go).</summary>
internal static class SchedulingAdvice
{
    public const string NotAvailable = "not available for new tasks";
    public const string Unsatisfied = "constraints not satisfied";
    public const string NoRoom = "insufficient resources";
    public const string NoPlugin = "missing plugin";
    public const string PortTaken = "port already in use";
    public const string OtherPlatform = "unsupported platform";
    public const string EnoughThere = "max replicas per node";

    private static readonly (string Words, string Advice)[] Known =
    [
        (OtherPlatform, "build the image for the nodes' platform."),
        (NoPlugin, "name a driver that the nodes have, or install the plugin on them."),
        (PortTaken, "publish another port, or remove what holds this one; with PortMode.Host each node has room for one task."),
        (NoRoom, "reserve less, remove what reserves, or give the nodes more (SwarmOptions.NodeMemory and NodeCpus, or more nodes)."),
        (EnoughThere, "raise MaxReplicasPerNode, or have more nodes."),
        (Unsatisfied, "mend the constraint, or label a node (LabelAsync, SwarmOptions.NodeLabels)."),
        (NotAvailable, "start the nodes, or let tasks come to them again: node.ActivateAsync."),
    ];

    /// <param name="said">"no suitable node (insufficient resources on 3 nodes)".</param>
    /// <returns>Null for words that are not known.</returns>
    public static string? For(string said) => Known.FirstOrDefault(it => said.Contains(it.Words, StringComparison.Ordinal)).Advice;
}
