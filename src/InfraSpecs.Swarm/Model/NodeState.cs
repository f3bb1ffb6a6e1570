using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>One node as the managers saw it.</summary>
public sealed record NodeState
{
    /// <summary>Its id in the Swarm.</summary>
    public required string Id { get; init; }

    /// <summary>Its host name: "worker01".</summary>
    public required string Name { get; init; }

    /// <summary>What it is in the Swarm.</summary>
    public NodeRole Role { get; init; }

    /// <summary>What an operator wants of it.</summary>
    public NodeAvailability Availability { get; init; }

    /// <summary>What the managers see of it.</summary>
    public NodeStatus State { get; init; }

    /// <summary>What the managers say to its state: "heartbeat failure"; empty if nothing.</summary>
    public string Message { get; init; } = "";

    /// <summary>Its address in the cluster.</summary>
    public string Address { get; init; } = "";

    /// <summary>It is the manager that the others follow.</summary>
    public bool IsLeader { get; init; }

    /// <summary>What the other managers see of it; null for a worker.</summary>
    public ManagerReachability? Reachability { get; init; }

    /// <summary>The node labels, which constraints ask for as <c>node.labels.name==value</c>.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Its operating system, which constraints ask for as <c>node.platform.os</c>: "linux".</summary>
    /// <value>Default null: it is not known.</value>
    public string? Os { get; init; }

    /// <summary>Its processor, which constraints ask for as <c>node.platform.arch</c>, in the kernel's words: "x86_64", "aarch64".</summary>
    /// <value>Default null: it is not known.</value>
    public string? Architecture { get; init; }

    /// <summary>The labels of its engine, from the engine's own configuration, which constraints ask for as <c>engine.labels.name==value</c>.</summary>
    /// <value>Default none.</value>
    public IReadOnlyDictionary<string, string> EngineLabels { get; init; } = new Dictionary<string, string>();

    /// <summary>It takes part: the managers hear of it.</summary>
    public bool IsReady => State == NodeStatus.Ready;

    /// <summary>It takes part, and an operator lets it have tasks.</summary>
    public bool IsAvailable => IsReady && Availability == NodeAvailability.Active;

    /// <summary>Why it gets no tasks, in a word: "down", "drained", "paused".</summary>
    internal string Unavailability => !IsReady ? State.Word() : Availability == NodeAvailability.Drain ? "drained" : "paused";

    /// <summary>It is a manager.</summary>
    public bool IsManager => Role == NodeRole.Manager;

    /// <summary>Whether it meets a placement constraint, by the engine's rules.</summary>
    /// <param name="constraint">"node.role==worker", "node.labels.disk != ssd", "node.ip==10.0.0.0/24", "node.platform.os==linux", "engine.labels.storage==fast".</param>
    /// <exception cref="ArgumentException">It is no constraint, or one that no node can meet, or it asks for what is not known of this node.</exception>
    public bool Meets(string constraint) => NodeConstraint.Parse(constraint).IsMetBy(this)
        ?? throw new ArgumentException($"'{constraint}' asks for what the list of nodes does not tell of {Name}.", nameof(constraint));

    /// <inheritdoc/>
    public override string ToString()
    {
        var role = IsLeader ? "leader" : Reachability is { } seen and not ManagerReachability.Reachable ? $"{Role.Word()}, {seen.Word()}" : Role.Word();
        var wanted = Availability == NodeAvailability.Active ? "" : $", {Availability.Word()}";
        return $"{Name}: {role}, {State.Word()}{(Message.Length > 0 ? $" ({Message})" : "")}{wanted}";
    }

    /// <summary>An operator wants the same of it, and has given it the same labels.</summary>
    internal bool IsKeptAs(NodeAvailability availability, IEnumerable<KeyValuePair<string, string>> labels) =>
        Availability == availability && Labels.ToHashSet().SetEquals(labels);

    internal static NodeState Read(NodeListResponse node) => new()
    {
        Id = node.ID,
        Name = node.Description?.Hostname ?? node.ID,
        Role = EngineWords.Read<NodeRole>(node.Spec?.Role),
        Availability = EngineWords.Read<NodeAvailability>(node.Spec?.Availability),
        State = EngineWords.Read<NodeStatus>(node.Status?.State),
        Message = node.Status?.Message ?? "",
        Address = node.Status?.Addr ?? "",
        IsLeader = node.ManagerStatus?.Leader ?? false,
        Reachability = node.ManagerStatus?.Reachability is { } seen ? EngineWords.Read<ManagerReachability>(seen) : null,
        Labels = (node.Spec?.Labels ?? new Dictionary<string, string>()).AsReadOnly(),
        Os = node.Description?.Platform?.OS,
        Architecture = node.Description?.Platform?.Architecture,
        EngineLabels = (node.Description?.Engine?.Labels ?? new Dictionary<string, string>()).AsReadOnly(),
    };
}
