using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>An image that nodes are to have.</summary>
/// <param name="From">The engine that has it.</param>
/// <param name="Id">The digest of its configuration.</param>
/// <param name="Reference">Under what name that engine has it.</param>
/// <param name="Name">Under what name nodes are to have it besides.</param>
internal sealed record PreloadedImage(Engine From, string Id, string Reference, string Name);

/// <summary>Giving nodes the images of <see cref="SwarmOptions.Preload"/>.</summary>
internal static class ClusterPreload
{
    public static async Task<IReadOnlyList<PreloadedImage>> FindAsync(Engine engine, SwarmOptions options, CancellationToken token) =>
        await Task.WhenAll(options.Preload.Distinct().Select(async name =>
        {
            var reference = await engine.Images.GetAsync(name, token);
            var facts = await engine.Client.Images.InspectImageAsync(reference, token);
            return new PreloadedImage(engine, facts.ID, reference, engine.Images.Sources.Contains(name) ? $"example/{name}:latest" : name);
        }));

    /// <summary>Gives a node those that it does not have yet.</summary>
    public static async Task RunAsync(IReadOnlyList<PreloadedImage> images, NodeDoor door, CancellationToken token)
    {
        foreach (var image in images)
        {
            var node = door.Client!;
            if (!await HasAsync(node, image, token)) await CopyAsync(image, node, token);
            if (image.Name != image.Reference) await NameAsync(node, image, token);
        }
    }

    /// <summary>From engine to engine as one stream, through this process and not through its memory. The one place that knows the way.</summary>
    private static async Task CopyAsync(PreloadedImage image, IDockerClient node, CancellationToken token)
    {
        await using var saved = await image.From.Client.Images.SaveImageAsync(image.Reference, token);
        await node.Images.LoadImageAsync(new ImageLoadParameters { Quiet = true }, saved, new Progress<JSONMessage>(), token);
        if (!await HasAsync(node, image, token)) throw new InvalidDataException($"A node loaded {image.Reference} and does not have it.");
    }

    private static Task NameAsync(IDockerClient node, PreloadedImage image, CancellationToken token)
    {
        var hasTag = image.Name.LastIndexOf(':') > image.Name.LastIndexOf('/');
        var colon = hasTag ? image.Name.LastIndexOf(':') : image.Name.Length;
        var name = new ImageTagParameters { RepositoryName = image.Name[..colon], Tag = hasTag ? image.Name[(colon + 1)..] : "latest" };
        return node.Images.TagImageAsync(image.Reference, name, token);
    }

    private static async Task<bool> HasAsync(IDockerClient node, PreloadedImage image, CancellationToken token)
    {
        try
        {
            return (await node.Images.InspectImageAsync(image.Reference, token)).ID == image.Id;
        }
        catch (DockerImageNotFoundException)
        {
            return false;
        }
    }
}
