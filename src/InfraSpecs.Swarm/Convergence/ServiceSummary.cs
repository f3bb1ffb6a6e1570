using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>
/// What can be had of a service in one small answer, however many tasks it has: whether anything has changed that makes a look at all of them worth its
/// price. That of 200 tasks is some 300 KB.
/// </summary>
internal sealed record ServiceSummary(ulong Version, ulong Running, ulong Desired, ulong Completed, string? UpdateState)
{
    /// <summary>So many tasks are looked at as often as one likes.</summary>
    public const int FewTasks = 30;

    // What it does not tell, as a task that is rejected, is seen so much later.
    private static readonly TimeSpan LookAnywayAfter = TimeSpan.FromMilliseconds(300);

    /// <returns>Null if there is no such service.</returns>
    public static async Task<ServiceSummary?> ReadAsync(IDockerClient manager, string serviceId, CancellationToken token)
    {
        var filter = new Dictionary<string, IDictionary<string, bool>> { ["id"] = new Dictionary<string, bool> { [serviceId] = true } };
        var found = await manager.Swarm.ListServicesAsync(new ServiceListParameters { Filters = filter, Status = true }, token);
        return found is [{ } service]
            ? new ServiceSummary(
                service.Version?.Index ?? 0, service.ServiceStatus?.RunningTasks ?? 0, service.ServiceStatus?.DesiredTasks ?? 0, service.ServiceStatus?.CompletedTasks ?? 0,
                service.UpdateStatus?.State)
            : null;
    }

    /// <summary>Nothing was due, and nothing has changed since <paramref name="before"/> but that more tasks run, which are not all yet.</summary>
    public bool SaysNothingNew(ServiceSummary? before, TimeSpan sinceLook, bool due) =>
        sinceLook < LookAnywayAfter && !due && (this == before || (Running < Desired && before is not null && this == before with { Running = Running }));
}
