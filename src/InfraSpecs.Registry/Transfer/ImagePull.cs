using Docker.DotNet.Models;

namespace InfraSpecs.Registry;

/// <summary>One pull by the engine, which leaves nothing if it fails.</summary>
internal static class ImagePull
{
    public static async Task<PulledImage> RunAsync(RegistryAccess registry, ImageName image, CancellationToken token)
    {
        var (server, engine) = (registry.Server, registry.Server.Engine);
        var digest = await registry.Http.FindDigestAsync(image, token) ?? throw await registry.Http.NoImageAsync(image, token);
        var reference = $"{server.Address}/{image.Repository}@{digest}";
        await server.References.HoldAsync(reference);
        try
        {
            await EngineTransfer.RunAsync(registry, "pull", image.ToString(), (account, progress, linked) =>
                engine.Client.Images.CreateImageAsync(new ImagesCreateParameters { FromImage = reference }, account, progress, linked), token);
            var pulled = await engine.Client.Images.InspectImageAsync(reference, token);
            return new PulledImage(server.References, reference, pulled.ID, digest);
        }
        catch
        {
            await server.References.ReleaseAsync(reference);
            throw;
        }
    }
}
