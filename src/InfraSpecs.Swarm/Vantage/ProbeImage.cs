using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>Giving nodes the image of the probe. It is small, so that it is saved once and loaded side by side; no registry needs to be there.</summary>
internal static class ProbeImage
{
    private const string Source = "probe";

    /// <returns>The name under which the nodes have it.</returns>
    /// <exception cref="ClusterException">There is no engine to have it from, or a node does not take it.</exception>
    public static async Task<string> BringAsync(Engine? engine, IReadOnlyCollection<Node> nodes, CancellationToken token)
    {
        if (engine is null) throw ClusterException.ProbeImageMissing([.. nodes.Select(it => it.Name)]);
        var reference = await engine.Images.GetAsync(Source, token);
        var lacking = await Task.WhenAll(nodes.Distinct().Select(async node => await HasAsync(node.Client, reference, token) ? null : node));
        if (lacking.All(it => it is null)) return reference;

        await using var saved = await engine.Client.Images.SaveImageAsync(reference, token);
        using var archive = new MemoryStream();
        await saved.CopyToAsync(archive, token);
        await Task.WhenAll(lacking.OfType<Node>().Select(node => LoadAsync(node, archive.ToArray(), token)));
        return reference;
    }

    private static async Task<bool> HasAsync(IDockerClient node, string reference, CancellationToken token)
    {
        try
        {
            await node.Images.InspectImageAsync(reference, token);
            return true;
        }
        catch (DockerImageNotFoundException)
        {
            return false;
        }
    }

    private static async Task LoadAsync(Node node, byte[] archive, CancellationToken token)
    {
        var failure = new FirstError();
        using var stream = new MemoryStream(archive, writable: false);
        await node.Client.Images.LoadImageAsync(new ImageLoadParameters { Quiet = true }, stream, failure, token);
        if (failure.Said is { } said) throw ClusterException.ProbeImageRefused(node.Name, said);
    }
}
