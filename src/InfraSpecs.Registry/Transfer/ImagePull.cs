using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Registry;

/// <summary>One pull by the engine, which leaves nothing if it fails.</summary>
internal static class ImagePull
{
    public static async Task<PulledImage> RunAsync(RegistryAccess registry, ImageName image, CancellationToken token)
    {
        var (server, engine) = (registry.Server, registry.Server.Engine);
        var digest = await registry.Http.FindDigestAsync(image, token) ?? throw await registry.NotThereAsync(image, token);
        var reference = $"{server.Address}/{image.Repository}@{digest}";
        await server.Names.HoldAsync(reference);
        try
        {
            await PullAsync(registry, reference, image.ToString(), token);
            var pulled = await engine.Client.Images.InspectImageAsync(reference, token);
            return new PulledImage(server.Names, reference, pulled.ID, digest);
        }
        catch
        {
            await server.Names.ReleaseAsync(reference);
            throw;
        }
    }

    private static async Task PullAsync(RegistryAccess registry, string reference, string name, CancellationToken token)
    {
        string? failure = null;
        var progress = new Immediately<JSONMessage>(message => failure = message.Error?.Message ?? failure);
        try
        {
            await registry.Server.Engine.Client.Images.CreateImageAsync(
                new ImagesCreateParameters { FromImage = reference }, registry.EngineAccount(), progress, token);
        }
        catch (DockerApiException e)
        {
            throw new ImageTransferException(registry.Http.Name, "pull", name, registry.User, EngineWords.Of(e), e);
        }

        if (failure is not null) throw new ImageTransferException(registry.Http.Name, "pull", name, registry.User, failure);
    }
}
