using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Cleanup;

/// <summary>
/// Images that a session made of its containers. Whoever commits a container of a session gets an image with the session's labels too: that one lacks
/// <see cref="Session.ImageLabel"/>, and is left alone; so is what somebody gave a name.
/// </summary>
internal static class SessionImages
{
    /// <returns>Those on top first: the engine removes no image that another stands on.</returns>
    public static async Task<IReadOnlyList<ImagesListResponse>> ListAsync(IDockerClient client, string label, CancellationToken token)
    {
        IDictionary<string, IDictionary<string, bool>> filters =
            new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [label] = true, [Session.ImageLabel] = true } };
        var found = await client.Images.ListImagesAsync(new ImagesListParameters { All = true, Filters = filters }, token);
        var byId = found.Where(it => it.RepoTags is null || it.RepoTags.All(tag => tag == "<none>:<none>")).ToDictionary(it => it.ID);
        return [.. byId.Values.OrderByDescending(Depth)];

        int Depth(ImagesListResponse image) => byId.TryGetValue(image.ParentID ?? "", out var below) ? Depth(below) + 1 : 0;
    }

    /// <summary>Removes one, and none that it stands on: that may be an image under test which has no name.</summary>
    public static Task RemoveAsync(IDockerClient client, string id, CancellationToken token) =>
        client.Images.DeleteImageAsync(id, new ImageDeleteParameters { NoPrune = true }, token);
}
