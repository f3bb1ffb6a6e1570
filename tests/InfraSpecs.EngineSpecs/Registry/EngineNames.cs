using Docker.DotNet.Models;
using InfraSpecs.Registry;

namespace InfraSpecs.EngineSpecs.Registry;

/// <summary>The names on an engine, tags and digests, that begin with a registry's address.</summary>
internal static class TemporaryReferences
{
    public static Task<IReadOnlyList<string>> OfAsync(Engine engine, RegistryServer registry) => OfAsync(engine, registry.Address);

    public static async Task<IReadOnlyList<string>> OfAsync(Engine engine, string address)
    {
        var images = await engine.Client.Images.ListImagesAsync(new ImagesListParameters { All = true }, CancellationToken.None);
        return [.. images.SelectMany(image => (image.RepoTags ?? []).Concat(image.RepoDigests ?? []))
            .Where(name => name.StartsWith(address + "/", StringComparison.Ordinal))];
    }
}
