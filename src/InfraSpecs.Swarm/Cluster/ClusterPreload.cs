using Docker.DotNet.Models;
using InfraSpecs.Registry;

namespace InfraSpecs.Swarm;

/// <summary>Giving nodes the images of <see cref="SwarmOptions.Preload"/>: pushed once, while the nodes boot, and pulled by all of them side by side.</summary>
internal static class ClusterPreload
{
    public static async Task<IReadOnlyList<PushedImage>> PushAsync(Task<RegistryServer> registry, SwarmOptions options, CancellationToken token)
    {
        if (options.Preload.Count == 0) return [];
        var server = await registry;
        return await Task.WhenAll(options.Preload.Distinct().Select(name => server.PushAsync(name, token)));
    }

    /// <summary>Pulls by the image's own name, which the node asks the registry for as a mirror; an engine cannot name itself to a mirror, so that
    /// where the registry has users the image is pulled as registry:5000/… and gets its own name besides.</summary>
    public static Task PullAsync(IReadOnlyList<PushedImage> images, NodeConnection node, SwarmOptions options, CancellationToken token) =>
        Task.WhenAll(images.Select(async image =>
        {
            if (RegistryAccount.Find(options.Registry) is not { } account)
            {
                await node.PullAsync(image.Name, null, token);
                return;
            }

            await node.PullAsync(image.InternalReference, account, token);
            var own = new ImageTagParameters { RepositoryName = image.Repository, Tag = image.Tag };
            await node.Client.Images.TagImageAsync(image.InternalReference, own, token);
        }));
}
