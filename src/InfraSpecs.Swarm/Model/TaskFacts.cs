using System.Globalization;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>One task of a service as the managers saw it.</summary>
public sealed record TaskFacts
{
    /// <summary>The task's ID.</summary>
    public required string Id { get; init; }

    /// <summary>The service's name.</summary>
    public required string Service { get; init; }

    /// <summary>Which replica it is, from 1, in jobs from 0; null in a global service.</summary>
    public int? Slot { get; init; }

    /// <summary>The node's name; empty while it has none.</summary>
    public string Node { get; init; } = "";

    /// <summary>The node's id in the Swarm; empty while it has none.</summary>
    public string NodeId { get; init; } = "";

    /// <summary>The state that it is in.</summary>
    public required TaskState State { get; init; }

    /// <summary>The state that the managers want it in.</summary>
    public required TaskState DesiredState { get; init; }

    /// <summary>What went wrong: "No such image: …", "no suitable node (…)"; empty if nothing.</summary>
    public string Error { get; init; } = "";

    /// <summary>What the node says to its state: "started".</summary>
    public string Message { get; init; } = "";

    /// <summary>Since when it is in its state, by the node's clock.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When the managers made it, by their clock.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The image without the digest.</summary>
    public string Image { get; init; } = "";

    /// <summary>The digest that the service names, "sha256:…"; null where it names a tag alone.</summary>
    public string? Digest { get; init; }

    /// <summary>The container on the node; null if there never was one.</summary>
    public string? ContainerId { get; init; }

    /// <summary>Its IPv4 addresses in overlay networks, by the network's name; none in the routing mesh's own network.</summary>
    public IReadOnlyDictionary<string, string> Addresses { get; init; } = new Dictionary<string, string>();

    /// <summary>The exit code; null while it has not ended.</summary>
    public long? ExitCode { get; init; }

    /// <summary>It is as the service is now; one that is not is from before an update.</summary>
    public bool IsUpToDate { get; init; } = true;

    /// <summary>When the managers wrote its state down, by their clock; null if that is not known.</summary>
    internal DateTimeOffset? ToldAt { get; init; }

    /// <summary>Since when it is known to be in its state. A node's own clock is believed only where the managers' time is not known.</summary>
    internal DateTimeOffset KnownSince => ToldAt ?? Since;

    /// <summary>It belongs to a job's present run; always so for services that are none.</summary>
    internal bool IsOfThisRun { get; init; } = true;

    /// <summary>What an engine says of it, where that tells more than the managers do: in place of <see cref="Error"/>.</summary>
    internal string? Told { get; init; }

    /// <summary>What to do about what is told; null where that is not known.</summary>
    internal string? Advice { get; init; }

    /// <summary>"echo.3"; of a global service "echo.worker01".</summary>
    public string Name => $"{Service}.{(Slot is { } slot ? slot.ToString(CultureInfo.InvariantCulture) : Node.Length > 0 ? Node : "?")}";

    /// <summary>The managers want it to run, or to complete.</summary>
    public bool IsWanted => DesiredState is <= TaskState.Running or TaskState.Complete;

    /// <summary>It runs, and is wanted to.</summary>
    public bool IsRunning => State == TaskState.Running && IsWanted;

    /// <summary>It ended in another way than was wanted.</summary>
    public bool HasFailed => State is TaskState.Failed or TaskState.Rejected;

    /// <summary>It ended by itself.</summary>
    internal bool HasEndedByItself => HasFailed || State == TaskState.Complete;

    /// <summary>Why it is in its state; empty if nothing is known.</summary>
    internal string Cause => Told ?? Error;

    /// <summary>What distinguishes it from the service's other tasks: its slot, or its node.</summary>
    internal string Place => Slot?.ToString(CultureInfo.InvariantCulture) ?? NodeId;

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Name}{(Node.Length > 0 ? $" on {Node}" : "")}: {State.Word()}{(Error.Length > 0 ? $": {Error}" : "")}";

    /// <summary>"web.1 was rejected on worker02: No such image: …"; what a failure says of it.</summary>
    internal string Sentence => State switch
    {
        TaskState.Failed => $"{Name} failed on {Node}: {Cause}",
        TaskState.Rejected => $"{Name} was rejected on {Node}: {Cause}",
        TaskState.Complete => $"{Name} ended on {Node} with exit code 0{(Told is null ? "" : $": {Told}")}",
        TaskState.Pending when Error.Length > 0 => $"{Name} is pending{Because}",
        _ => $"{Name} is {State.Word()}{(Node.Length > 0 ? $" on {Node}" : "")}{Because}",
    };

    private string Because => Cause.Length > 0 ? $": {Cause}" : "";

    internal static TaskFacts Read(TaskResponse task, SwarmService service, ClusterNodes nodes, bool upToDate)
    {
        var image = ImageName.Split(task.Spec?.ContainerSpec?.Image ?? "");
        var status = task.Status;
        var container = status?.ContainerStatus;
        var state = (TaskState)(int)(status?.State ?? default);
        return new TaskFacts
        {
            Id = task.ID,
            Service = service.Spec?.Name ?? service.ID,
            Slot = service.Spec?.Mode is { Global: not null } or { GlobalJob: not null } ? null : (int)(task.Slot ?? 0),
            Node = string.IsNullOrEmpty(task.NodeID) ? "" : nodes.FindById(task.NodeID)?.Name ?? task.NodeID,
            NodeId = task.NodeID ?? "",
            State = state,
            DesiredState = (TaskState)(int)(task.DesiredState ?? default),
            Error = (status?.Err ?? "").Trim(),
            Message = status?.Message ?? "",
            Since = At(status?.Timestamp),
            CreatedAt = At(task.CreatedAt),
            ToldAt = At(task.UpdatedAt),
            Image = $"{image.WithoutDigest()}",
            Digest = image.Digest,
            ContainerId = string.IsNullOrEmpty(container?.ContainerID) ? null : container.ContainerID,
            Addresses = AddressesOf(task.NetworksAttachments),
            ExitCode = container is not null && state is TaskState.Complete or TaskState.Failed or TaskState.Shutdown ? container?.ExitCode : null,
            IsUpToDate = upToDate,
            IsOfThisRun = (task.JobIteration?.Index ?? 0) == (service.JobStatus?.JobIteration?.Index ?? 0),
        };
    }

    private static Dictionary<string, string> AddressesOf(IEnumerable<NetworkAttachment>? attachments) => (attachments ?? [])
        .Where(it => it.Network?.Spec is { Ingress: not true } && it.Addresses?.Any(IsIPv4) == true)
        .DistinctBy(it => it.Network!.Spec!.Name)
        .ToDictionary(it => it.Network!.Spec!.Name ?? it.Network.ID ?? "", it => it.Addresses!.First(IsIPv4).Split('/')[0]);

    private static bool IsIPv4(string address) => address.Contains('.');

    private static DateTimeOffset At(DateTime? time) => time is { } at ? new DateTimeOffset(at.ToUniversalTime()) : DateTimeOffset.MinValue;
}
