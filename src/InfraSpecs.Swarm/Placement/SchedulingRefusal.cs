using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>What a refusal of the scheduler is about, found in what the managers know.</summary>
/// <param name="placement">Where the tasks of the service are, and the nodes.</param>
/// <param name="serviceId">The service.</param>
/// <param name="services">All services.</param>
/// <param name="tasks">All tasks.</param>
/// <param name="nodes">All nodes, with what they have.</param>
/// <param name="networks">All networks that the manager knows.</param>
internal sealed class SchedulingRefusal(
    Placement placement, string serviceId, IReadOnlyList<SwarmService> services, IReadOnlyList<TaskResponse> tasks, IReadOnlyList<NodeListResponse> nodes, IReadOnlyList<NetworkResponse> networks)
{
    private readonly TaskSpec _wanted = services.FirstOrDefault(it => it.ID == serviceId)?.Spec?.TaskTemplate ?? new TaskSpec();

    /// <param name="said">The scheduler's words; null for a global service that got no task at all.</param>
    /// <returns>In half a sentence; null where there is nothing to add.</returns>
    public string? Explain(string? said)
    {
        var reasons = new List<string?>();
        if (said is null || Says(SchedulingAdvice.Unsatisfied) || Says(SchedulingAdvice.NotAvailable)) reasons.Add(new ConstraintRefusal(placement).Explain());
        if (Says(SchedulingAdvice.OtherPlatform)) reasons.Add(Platform());
        if (Says(SchedulingAdvice.NoPlugin)) reasons.Add(new PluginRefusal(_wanted, nodes, networks).Explain());
        if (Says(SchedulingAdvice.NoRoom)) reasons.Add(new ResourceRefusal(_wanted, tasks, nodes).Explain());
        if (Says(SchedulingAdvice.PortTaken)) reasons.Add(new PortRefusal(placement, serviceId, services, tasks).Explain());
        if (Says(SchedulingAdvice.EnoughThere)) reasons.Add($"each node may have {FailureText.Count((long)(_wanted.Placement?.MaxReplicas ?? 0), "task")} of it (max_replicas_per_node)");
        if (said is null || Says(SchedulingAdvice.NotAvailable)) reasons.Add(Unavailable());
        return reasons.OfType<string>().ToList() is [_, ..] told ? string.Join("; ", told) : null;

        bool Says(string words) => said?.Contains(words, StringComparison.Ordinal) == true;
    }

    private string? Unavailable() => placement.Nodes.All.Where(it => it is { IsReady: true, IsAvailable: false }).Select(it => $"{it.Name} is {it.Unavailability}")
        .ToList() is [_, ..] all ? string.Join(", ", all) : null;

    private string Platform()
    {
        var wanted = placement.Platforms.Select(it => $"{it.Os}/{it.Architecture}").Distinct();
        var there = placement.Nodes.All.Select(it => $"{it.Os}/{it.Architecture}").Distinct();
        return $"the image is for {string.Join(", ", wanted)}, and the nodes are {string.Join(", ", there)}";
    }
}
