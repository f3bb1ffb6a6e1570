using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.MySql;

/// <summary>The containers that code of the owner's leaves where a drill is at work: they would hold its network and its volumes.</summary>
internal sealed class SiteContainers
{
    private readonly Engine _engine;
    private readonly DrillSite _site;
    private readonly IReadOnlySet<string> _before;

    private SiteContainers(Engine engine, DrillSite site, IReadOnlySet<string> before) => (_engine, _site, _before) = (engine, site, before);

    /// <summary>Notes what is there before the code has begun. That is never removed.</summary>
    public static async Task<SiteContainers> LookAsync(Engine engine, DrillSite site, CancellationToken token) =>
        new(engine, site, (await ListAsync(engine, token)).Select(it => it.ID).ToHashSet());

    /// <summary>Removes what has come since then into the network, or has one of the volumes.</summary>
    public async ValueTask RemoveNewAsync()
    {
        foreach (var it in (await ListAsync(_engine, CancellationToken.None)).Where(it => !_before.Contains(it.ID) && IsHere(it)))
        {
            await _engine.RemovingAsync($"container {it.Names.FirstOrDefault()?.TrimStart('/') ?? it.ID}", () => RemoveAsync(it.ID));
        }
    }

    private static Task<IList<ContainerListResponse>> ListAsync(Engine engine, CancellationToken token) =>
        engine.Client.Containers.ListContainersAsync(new ContainersListParameters { All = true }, token);

    private bool IsHere(ContainerListResponse it) =>
        it.NetworkSettings?.Networks?.ContainsKey(_site.Network) is true
        || it.Mounts?.Any(mount => mount.Name is { Length: > 0 } name && (name == _site.Volume || name == _site.Data.VolumeName)) is true;

    private async Task RemoveAsync(string id)
    {
        try
        {
            await _engine.Client.Containers.RemoveContainerAsync(id, new ContainerRemoveParameters { Force = true, RemoveVolumes = true }, CancellationToken.None);
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            // Somebody else removes it.
        }
    }
}
