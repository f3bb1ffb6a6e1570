using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>Makes reports of updates from what the managers say of a service and its tasks.</summary>
internal static class UpdateReader
{
    public static async Task<UpdateReport> ReadAsync(Cluster cluster, (string Id, string Name) asked, CancellationToken token)
    {
        var (service, placement) = await PlacementReader.ReadWithServiceAsync(cluster, asked, token);
        var report = Compose(service, placement);
        if (report.Failed.Count == 0) return report;
        var told = await TroubleReader.AddAsync(placement, cluster, asked.Id, report.Failed, token);
        return Compose(service, told with { Troubles = [] }) with { Troubles = told.Troubles };
    }

    public static UpdateReport Compose(SwarmService service, Placement placement)
    {
        var state = UpdateStates.Read(service);
        var started = At(service.UpdateStatus?.StartedAt);
        var byItself = UpdateStates.IsRolledBackByItself(service);

        // A task that became unhealthy and then stopped as it should counts as complete.
        var failed = placement.Tasks.Where(it => it.HasEndedByItself && started is not null && it.CreatedAt >= started && (it.HasFailed || !placement.IsJob))
            .OrderByDescending(it => it.Since).ToList();
        var now = ImageName.Split(service.Spec?.TaskTemplate?.ContainerSpec?.Image ?? "");
        var before = service.PreviousSpec?.TaskTemplate?.ContainerSpec?.Image is { } previous ? ImageName.Split(previous) : byItself ? TakenBack(placement, started) : null;
        return new UpdateReport
        {
            Service = placement.Service,
            State = state,
            Message = service.UpdateStatus?.Message ?? "",
            StartedAt = started,
            CompletedAt = At(service.UpdateStatus?.CompletedAt),
            IsRolledBackByItself = byItself,
            Image = $"{now.WithoutDigest()}",
            Digest = now.Digest,
            ReplacedImage = before?.WithoutDigest().ToString(),
            ReplacedDigest = before?.Digest,
            Failed = failed,
            Placement = placement,
        };
    }

    /// <summary>Only its tasks still tell what it was.</summary>
    private static ImageName? TakenBack(Placement placement, DateTimeOffset? started) =>
        placement.Tasks.Where(it => !it.IsUpToDate && it.CreatedAt >= started).MaxBy(it => it.CreatedAt) is { } task
            ? ImageName.Split(task.Image) with { Digest = task.Digest }
            : null;

    private static DateTimeOffset? At(DateTime? time) => time is { } at && at > DateTime.UnixEpoch ? new DateTimeOffset(at.ToUniversalTime()) : null;
}
