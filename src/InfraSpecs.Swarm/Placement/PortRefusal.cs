using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>Who holds the ports that a task wants on its node in host mode.</summary>
internal sealed class PortRefusal(Placement placement, string serviceId, IReadOnlyList<SwarmService> services, IReadOnlyList<TaskResponse> tasks)
{
    /// <returns>In half a sentence; null if nobody is seen to hold one.</returns>
    public string? Explain() => string.Join("; ", PortsOf(serviceId).Select(Held).OfType<string>()) is { Length: > 0 } all ? all : null;

    private string? Held(string port)
    {
        var holders = tasks.Where(it => !string.IsNullOrEmpty(it.NodeID) && it.DesiredState <= Docker.DotNet.Models.TaskState.Running
            && it.Status?.State >= Docker.DotNet.Models.TaskState.Assigned && it.ServiceID is { } service && PortsOf(service).Contains(port))
            .Select(it => $"{NameOf(it)} on {placement.Nodes.FindById(it.NodeID!)?.Name ?? it.NodeID}").Order(StringComparer.Ordinal).ToList();
        return holders.Count == 0 ? null : $"port {port} is held by {string.Join(", ", holders)}";
    }

    private string NameOf(TaskResponse task) => services.FirstOrDefault(it => it.ID == task.ServiceID) is { Spec.Name: { } name } service
        ? service.Spec.Mode?.Global is null ? $"{name}.{task.Slot}" : name
        : task.ID;

    /// <summary>"8080/tcp".</summary>
    private IEnumerable<string> PortsOf(string service) => (services.FirstOrDefault(it => it.ID == service)?.Spec?.EndpointSpec?.Ports ?? [])
        .Where(it => it is { PublishMode: "host", PublishedPort: > 0 }).Select(it => $"{it.PublishedPort}/{it.Protocol ?? "tcp"}");
}
