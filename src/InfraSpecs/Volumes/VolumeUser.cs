using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Volumes;

/// <summary>A container that may write to a volume.</summary>
/// <param name="Id">By which the engine knows it.</param>
/// <param name="Name">By which people know it.</param>
/// <param name="State">"running", "paused", "restarting", "exited", "created", ….</param>
/// <param name="StartedAt">Its last start, as the engine writes it; changes with each.</param>
/// <param name="IsRemovedWhenStopped">It was started with --rm.</param>
internal sealed record VolumeUser(string Id, string Name, string State, string StartedAt, bool IsRemovedWhenStopped)
{
    /// <summary>It has processes that may write, at once or when somebody unpauses it.</summary>
    public bool IsActive => State is "running" or "paused" or "restarting";

    /// <summary>All containers that may write to a volume, active or not; those that mount it read-only are none.</summary>
    public static async Task<IReadOnlyList<VolumeUser>> FindAsync(Engine engine, VolumeSource volume, CancellationToken token)
    {
        var all = await engine.Client.Containers.ListContainersAsync(new ContainersListParameters { All = true }, token);
        var mounting = all.Where(it => it.Mounts?.Any(mount => mount.RW && volume.Overlaps(mount)) is true);
        var users = await Task.WhenAll(mounting.Select(it => FindAsync(engine, it.ID, token)));
        return [.. users.OfType<VolumeUser>().OrderBy(user => user.Name, StringComparer.Ordinal)];
    }

    /// <summary>The container as it is now; null if it is gone.</summary>
    public static async Task<VolumeUser?> FindAsync(Engine engine, string id, CancellationToken token)
    {
        try
        {
            var found = await engine.Client.Containers.InspectContainerAsync(id, token);
            return new VolumeUser(found.ID, found.Name.TrimStart('/'), found.State!.Status, found.State.StartedAt, found.HostConfig?.AutoRemove is true);
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}
