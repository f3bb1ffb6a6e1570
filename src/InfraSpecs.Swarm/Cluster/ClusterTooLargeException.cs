using System.Globalization;

namespace InfraSpecs.Swarm;

/// <summary>The engine's machine has not enough memory for the cluster. Nothing was started.</summary>
public sealed class ClusterTooLargeException : InfraSpecsException
{
    /// <summary>What a node takes before anything runs on it: 45 MiB were measured, and 64 MiB are counted.</summary>
    internal const long LeastNodeMemory = 64 << 20;

    internal ClusterTooLargeException(int nodes, long? nodeMemory, long available)
        : base(
            "cluster",
            $"{nodes} nodes need {Size(nodes * (nodeMemory ?? LeastNodeMemory))} of memory, and the engine's machine has {Size(available)}; nothing was started.",
            [
                nodeMemory is { } each
                    ? $"Each node may use {Size(each)}: that is NodeMemory."
                    : $"Each node takes some {Size(LeastNodeMemory)} before a single task runs on it; NodeMemory is not set.",
            ],
            "ask for fewer Managers and Workers, or for less NodeMemory, or use a larger machine.") =>
        (Nodes, Needed, Available) = (nodes, nodes * (nodeMemory ?? LeastNodeMemory), available);

    /// <summary>How many nodes were asked for.</summary>
    public int Nodes { get; }

    /// <summary>What they need, in bytes.</summary>
    public long Needed { get; }

    /// <summary>What the engine's machine has, in bytes.</summary>
    public long Available { get; }

    private static string Size(long bytes) => bytes < 1L << 30
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes >> 20:N0} MiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):N1} GiB");
}
