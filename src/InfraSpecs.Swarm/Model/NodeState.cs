using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>One node as the managers saw it.</summary>
/// <param name="Id">Its id in the Swarm.</param>
/// <param name="Name">Its host name: "worker01".</param>
/// <param name="Role">"manager" or "worker".</param>
/// <param name="Availability">"active", "pause" or "drain": what an operator wants of it.</param>
/// <param name="State">"ready", "down", "unknown" or "disconnected": what the managers see of it.</param>
/// <param name="Message">What the managers say to its state: "heartbeat failure"; empty if nothing.</param>
/// <param name="Address">Its address in the cluster.</param>
/// <param name="IsLeader">It is the manager that the others follow.</param>
/// <param name="Reachability">Of a manager: "reachable", "unreachable" or "unknown"; null for a worker.</param>
/// <param name="Labels">The node labels, which constraints ask for as <c>node.labels.name==value</c>.</param>
public sealed record NodeState(
    string Id,
    string Name,
    string Role,
    string Availability,
    string State,
    string Message,
    string Address,
    bool IsLeader,
    string? Reachability,
    IReadOnlyDictionary<string, string> Labels)
{
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
    public bool IsReady => State == "ready";

    /// <summary>It takes part, and an operator lets it have tasks.</summary>
    public bool IsAvailable => IsReady && Availability == "active";

    /// <summary>It is a manager.</summary>
    public bool IsManager => Role == "manager";

    /// <summary>Whether it meets a placement constraint, by the engine's rules.</summary>
    /// <param name="constraint">"node.role==worker", "node.labels.disk != ssd", "node.ip==10.0.0.0/24", "node.platform.os==linux", "engine.labels.storage==fast".</param>
    /// <exception cref="ArgumentException">It is no constraint, or one that no node can meet, or it asks for what is not known of this node.</exception>
    public bool Meets(string constraint) => NodeConstraint.Parse(constraint).IsMetBy(this)
        ?? throw new ArgumentException($"'{constraint}' asks for what the list of nodes does not tell of {Name}.", nameof(constraint));

    /// <inheritdoc/>
    public override string ToString()
    {
        var role = IsLeader ? "leader" : Reachability is { } seen and not "reachable" ? $"{Role}, {seen}" : Role;
        var wanted = Availability == "active" ? "" : $", {Availability}";
        return $"{Name}: {role}, {State}{(Message.Length > 0 ? $" ({Message})" : "")}{wanted}";
    }

    /// <summary>An operator wants the same of it, and has given it the same labels.</summary>
    internal bool IsKeptAs(string? availability, IEnumerable<KeyValuePair<string, string>> labels) =>
        Availability == availability && Labels.ToHashSet().SetEquals(labels);

    internal static NodeState Of(NodeListResponse node) => new(
        node.ID,
        node.Description?.Hostname ?? node.ID,
        node.Spec?.Role ?? "worker",
        node.Spec?.Availability ?? "active",
        node.Status?.State ?? "unknown",
        node.Status?.Message ?? "",
        node.Status?.Addr ?? "",
        node.ManagerStatus?.Leader ?? false,
        node.ManagerStatus?.Reachability,
        (node.Spec?.Labels ?? new Dictionary<string, string>()).AsReadOnly())
    {
        Os = node.Description?.Platform?.OS,
        Architecture = node.Description?.Platform?.Architecture,
        EngineLabels = (node.Description?.Engine?.Labels ?? new Dictionary<string, string>()).AsReadOnly(),
    };
}
