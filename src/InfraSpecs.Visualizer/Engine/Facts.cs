using System.Text.Json.Serialization;

namespace InfraSpecs.Visualizer;

// What is read of the engine's answers, in the engine's words. What is not here is never taken out of them: no environment, no secrets, no tokens.

/// <summary>A node, of GET /nodes.</summary>
internal sealed record NodeFacts(
    [property: JsonPropertyName("ID")] string Id, NodeSpec Spec, NodeDescription? Description, NodeStatus Status, ManagerStatus? ManagerStatus);

internal sealed record NodeSpec(string Role, string Availability);

internal sealed record NodeDescription(string? Hostname);

internal sealed record NodeStatus(string State, string? Message);

internal sealed record ManagerStatus(bool Leader, string? Reachability);

/// <summary>A service, of GET /services.</summary>
internal sealed record ServiceFacts([property: JsonPropertyName("ID")] string Id, ServiceSpec Spec, JobStatus? JobStatus);

internal sealed record ServiceSpec(string Name, TaskSpec TaskTemplate, ServiceMode Mode);

internal sealed record ServiceMode(ReplicatedMode? Replicated, JobMode? ReplicatedJob, Nothing? Global, Nothing? GlobalJob);

internal sealed record ReplicatedMode(long? Replicas);

internal sealed record JobMode(long? TotalCompletions);

internal sealed record Nothing;

internal sealed record JobStatus(Iteration JobIteration);

internal sealed record Iteration(long Index);

/// <summary>A task, of GET /tasks.</summary>
internal sealed record TaskFacts(
    [property: JsonPropertyName("ID")] string Id,
    [property: JsonPropertyName("ServiceID")] string? ServiceId,
    [property: JsonPropertyName("NodeID")] string? NodeId,
    int? Slot,
    TaskSpec Spec,
    TaskStatus Status,
    string DesiredState,
    Iteration? JobIteration);

internal sealed record TaskSpec(ContainerSpec? ContainerSpec);

internal sealed record ContainerSpec(string Image);

internal sealed record TaskStatus(DateTimeOffset Timestamp, string State, string? Err);

/// <summary>What the engine says where it refuses.</summary>
internal sealed record Refusal([property: JsonPropertyName("message")] string Message);

[JsonSerializable(typeof(NodeFacts[]))]
[JsonSerializable(typeof(ServiceFacts[]))]
[JsonSerializable(typeof(TaskFacts[]))]
[JsonSerializable(typeof(Refusal))]
internal sealed partial class FactsJson : JsonSerializerContext;
