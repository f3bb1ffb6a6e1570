using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Registry;

/// <summary>One push by the engine, which leaves no name on it.</summary>
internal static class ImagePush
{
    public static async Task<PushedImage> RunAsync(RegistryUser user, string image, ImageName target, CancellationToken token)
    {
        var (registry, engine) = (user.Registry, user.Registry.Engine);
        var source = await engine.Images.GetAsync(image, token);
        await InsistOnNameAsync(engine, source);
        var tag = target.Tag ?? "latest";
        var repository = $"{registry.Address}/{target.Repository}";
        try
        {
            // Not cancelled: a request under way may leave a name that nobody takes back.
            await TagAsync(engine, source, repository, tag);
            await EngineTransfer.RunAsync(user, "push", $"{target.Repository}:{tag}", (account, progress, linked) =>
                engine.Client.Images.PushImageAsync(repository, new ImagePushParameters { Tag = tag }, account, progress, linked), token);
        }
        finally
        {
            await registry.References.RemoveAsync($"{repository}:{tag}");
        }

        var pushed = new ImageName(null, target.Repository, tag, null);
        var digest = await user.Http.FindDigestAsync(pushed, token) ?? throw await user.Http.NoImageAsync(pushed, token);
        return new PushedImage(registry.InternalAddress, target.Repository, tag, digest);
    }

    private static async Task TagAsync(Engine engine, string source, string repository, string tag)
    {
        try
        {
            await engine.Client.Images.TagImageAsync(source, new ImageTagParameters { RepositoryName = repository, Tag = tag }, CancellationToken.None);
        }
        catch (DockerApiException e)
        {
            throw RegistryException.NameInvalid(source, $"the engine gives the image no name for the push: {EngineMessage.Of(e).TrimEnd('.')}", "look whether the image is still there.");
        }
    }

    /// <summary>The engine deletes an image with its last name, and the one that a push needs would be that.</summary>
    private static async Task InsistOnNameAsync(Engine engine, string source)
    {
        var found = await TemporaryReferences.FindAsync(engine, source);
        if (found is { RepoTags: null or { Count: 0 } })
        {
            throw RegistryException.NameInvalid(source, "the image has no tag on the engine, which would delete it after the push", "tag it first.");
        }
    }
}
