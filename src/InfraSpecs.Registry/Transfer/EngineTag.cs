using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Registry;

/// <summary>Names of images on the engine that begin with a registry's address, and must be gone when they have served.</summary>
internal static class EngineTag
{
    /// <summary>Takes a name from the engine, and the digests that came with it. A name that is not there is gone already.</summary>
    public static async Task RemoveAsync(Engine engine, string reference)
    {
        var id = await IdAsync(engine, reference);
        await UntagAsync(engine, reference);
        if (id is null) return;

        // The engine removes a repository's digests with its last tag, unless one was added meanwhile.
        var repository = RepositoryOf(reference);
        var left = await FindAsync(engine, id);
        if (left is null || left.RepoTags?.Any(tag => RepositoryOf(tag) == repository) is true) return;
        foreach (var digest in (left.RepoDigests ?? []).Where(it => RepositoryOf(it) == repository)) await UntagAsync(engine, digest);
    }

    public static async Task<ImageInspectResponse?> FindAsync(Engine engine, string reference)
    {
        try
        {
            return await engine.Client.Images.InspectImageAsync(reference, CancellationToken.None);
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private static async Task<string?> IdAsync(Engine engine, string reference) => (await FindAsync(engine, reference))?.ID;

    private static async Task UntagAsync(Engine engine, string reference)
    {
        try
        {
            // Forced, since a stopped container may still be made of it; what others name stays.
            await engine.Client.Images.DeleteImageAsync(reference, new ImageDeleteParameters { Force = true }, CancellationToken.None);
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            return; // it is gone, which is what was wanted
        }
    }

    private static string RepositoryOf(string reference)
    {
        var path = reference.Split('@')[0];
        return path.LastIndexOf(':') is var colon && colon > path.LastIndexOf('/') ? path[..colon] : path;
    }
}
