using System.Text.Json.Serialization;

namespace InfraSpecs.Visualizer;

/// <summary>What the page draws, read at one moment.</summary>
internal sealed record ClusterView
{
    /// <summary>Why the cluster cannot be read; what else is here is then what was last known. Null if all is well.</summary>
    public string? Problem { get; init; }

    /// <summary>The nodes: the leader, the other managers, the workers, each by name.</summary>
    public IReadOnlyList<NodeView> Nodes { get; init; } = [];

    /// <summary>The services, by name.</summary>
    public IReadOnlyList<ServiceView> Services { get; init; } = [];

    /// <summary>Tasks that have no node yet.</summary>
    public IReadOnlyList<TaskView> Pending { get; init; } = [];
}

/// <summary>A node.</summary>
/// <param name="Id">Its ID.</param>
/// <param name="Name">Its host name.</param>
/// <param name="Role">"manager" or "worker".</param>
/// <param name="IsLeader">It is the leader of the managers.</param>
/// <param name="State">"ready"; "drain" or "pause" if it is ready and gets no tasks; else what the managers say: "down", "unknown", "disconnected".</param>
/// <param name="Message">What the managers say to that; null if nothing.</param>
/// <param name="Tasks">Its tasks, by service and slot.</param>
internal sealed record NodeView(string Id, string Name, string Role, bool IsLeader, string State, string? Message, IReadOnlyList<TaskView> Tasks);

/// <summary>A task that has not ended.</summary>
/// <param name="Id">Its ID.</param>
/// <param name="ServiceId">Its service's ID.</param>
/// <param name="Service">Its service's name.</param>
/// <param name="Slot">Its number in a replicated service; null in a global one.</param>
/// <param name="State">The engine's word; "stopping" if it is to end, "lost" if it is wanted and its node is not ready.</param>
/// <param name="Image">Its image, without a digest.</param>
/// <param name="Trouble">What the engine says is wrong with it; null if nothing.</param>
internal sealed record TaskView(string Id, string ServiceId, string Service, int? Slot, string State, string Image, string? Trouble);

/// <summary>A service.</summary>
/// <param name="Id">Its ID.</param>
/// <param name="Name">Its name.</param>
/// <param name="Mode">"replicated", "global", "replicated job" or "global job".</param>
/// <param name="Image">Its image, without a digest.</param>
/// <param name="Done">How many of its tasks run; of a job, how many completed.</param>
/// <param name="Wanted">How many should.</param>
/// <param name="Trouble">What its last task that failed said; null if as many run as should, or none failed.</param>
internal sealed record ServiceView(string Id, string Name, string Mode, string Image, long Done, long Wanted, string? Trouble);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ClusterView))]
internal sealed partial class ViewJson : JsonSerializerContext;
