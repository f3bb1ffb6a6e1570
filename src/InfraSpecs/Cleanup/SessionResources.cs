using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using InfraSpecs.Cleanup;

namespace InfraSpecs;

/// <summary>A container, network, volume or image.</summary>
/// <param name="Kind">"container", "network", "volume" or "image".</param>
/// <param name="Id">By which the engine knows it.</param>
/// <param name="Name">By which people know it.</param>
/// <param name="Labels">Its labels.</param>
public sealed record EngineResource(string Kind, string Id, string Name, IReadOnlyDictionary<string, string> Labels)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Name}";
}

/// <summary>What carried a label on the engine when it was looked at.</summary>
/// <param name="Label">The label, as "name=value" or as a name.</param>
/// <param name="Containers">The containers, stopped ones too.</param>
/// <param name="Networks">The networks.</param>
/// <param name="Volumes">The volumes.</param>
public sealed record SessionResources(
    string Label, IReadOnlyList<EngineResource> Containers, IReadOnlyList<EngineResource> Networks, IReadOnlyList<EngineResource> Volumes)
{
    private static readonly TimeSpan RemovedWithin = TimeSpan.FromSeconds(30);

    /// <summary>The images that a session made for itself (<see cref="Session.ImageLabel"/>) and that have no name, those on top first.</summary>
    public IReadOnlyList<EngineResource> Images { get; init; } = [];

    /// <summary>All of them, in the order in which they can be removed.</summary>
    public IEnumerable<EngineResource> All => [.. Containers, .. Networks, .. Volumes, .. Images];

    internal static async Task<SessionResources> ListAsync(IDockerClient client, string label, CancellationToken token)
    {
        IDictionary<string, IDictionary<string, bool>> filters =
            new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [label] = true } };
        var containers = client.Containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = filters }, token);
        var networks = client.Networks.ListNetworksAsync(new NetworksListParameters { Filters = filters }, token);
        var volumes = client.Volumes.ListAsync(new VolumesListParameters { Filters = filters }, token);
        var images = SessionImages.ListAsync(client, label, token);
        await Task.WhenAll(containers, networks, volumes, images);
        return new SessionResources(
            label,
            [.. (await containers).Select(it => Of("container", it.ID, it.Names.FirstOrDefault()?.TrimStart('/') ?? it.ID, it.Labels))],
            [.. (await networks).Select(it => Of("network", it.ID, it.Name, it.Labels))],
            [.. ((await volumes).Volumes ?? []).Select(it => Of("volume", it.Name, it.Name, it.Labels))])
        {
            Images = [.. (await images).Select(it => Of("image", it.ID, it.ID, it.Labels))],
        };
    }

    internal SessionResources Where(Func<EngineResource, bool> chosen) =>
        new(Label, [.. Containers.Where(chosen)], [.. Networks.Where(chosen)], [.. Volumes.Where(chosen)]) { Images = [.. Images.Where(chosen)] };

    /// <summary>Removes them: all containers with their anonymous volumes, then all networks, then all volumes, then the images one by one.</summary>
    /// <returns>Those that the engine would not remove, with its reason.</returns>
    internal async Task<IReadOnlyDictionary<EngineResource, string>> RemoveAsync(IDockerClient client, CancellationToken token)
    {
        var refused = new Dictionary<EngineResource, string>();
        await EachAsync(Containers, it => RemoveContainerAsync(client, it, token));
        await EachAsync(Networks, it => client.Networks.DeleteNetworkAsync(it.Id, token));
        await EachAsync(Volumes, it => client.Volumes.RemoveAsync(it.Id, true, token));
        foreach (var image in Images) await EachAsync([image], it => SessionImages.RemoveAsync(client, it.Id, token));
        return refused;

        async Task EachAsync(IReadOnlyList<EngineResource> resources, Func<EngineResource, Task> remove)
        {
            var reasons = await Task.WhenAll(resources.Select(async it => (it, Reason: await ReasonAgainstAsync(() => remove(it)))));
            foreach (var (resource, reason) in reasons.Where(pair => pair.Reason is not null)) refused[resource] = reason!;
        }
    }

    private static async Task RemoveContainerAsync(IDockerClient client, EngineResource container, CancellationToken token)
    {
        try
        {
            var force = new ContainerRemoveParameters { Force = true, RemoveVolumes = true };
            await client.Containers.RemoveContainerAsync(container.Id, force, token);
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.Conflict)
        {
            // Somebody else is removing it. Its networks and volumes are free once it is gone.
            await Wait.UntilAsync($"removal of {container}", IsGoneAsync, RemovedWithin, token);
        }

        async ValueTask<Probe<bool>> IsGoneAsync(CancellationToken linked)
        {
            try
            {
                await client.Containers.InspectContainerAsync(container.Id, linked);
                return Probe.NotYet<bool>("the engine still has it");
            }
            catch (DockerContainerNotFoundException)
            {
                return Probe.Ready(true);
            }
        }
    }

    private static EngineResource Of(string kind, string id, string name, IDictionary<string, string>? labels) =>
        new(kind, id, name, labels?.AsReadOnly() ?? new Dictionary<string, string>().AsReadOnly());

    private static async Task<string?> ReasonAgainstAsync(Func<Task> remove)
    {
        try
        {
            await remove();
            return null;
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            return null; // somebody else removed it, which is as good
        }
        catch (Exception e) when (e is DockerApiException or WaitException { Reason: WaitReason.TimedOut })
        {
            return EngineMessage.Of(e);
        }
    }
}
