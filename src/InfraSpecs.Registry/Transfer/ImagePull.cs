using Docker.DotNet.Models;

namespace InfraSpecs.Registry;

/// <summary>One pull by the engine, which leaves nothing if it fails.</summary>
internal static class ImagePull
{
    public static async Task<PulledImage> RunAsync(RegistryUser user, ImageName image, CancellationToken token)
    {
        var (registry, engine) = (user.Registry, user.Registry.Engine);
        var digest = await user.Http.FindDigestAsync(image, token) ?? throw await user.Http.NoImageAsync(image, token);
        var reference = $"{registry.Address}/{image.Repository}@{digest}";
        await registry.References.HoldAsync(reference);
        try
        {
            await EngineTransfer.RunAsync(user, "pull", image.ToString(), (account, progress, linked) =>
                engine.Client.Images.CreateImageAsync(new ImagesCreateParameters { FromImage = reference }, account, progress, linked), token);
            var pulled = await engine.Client.Images.InspectImageAsync(reference, token);
            return new PulledImage(registry.References, reference, pulled.ID, digest);
        }
        catch
        {
            await registry.References.ReleaseAsync(reference);
            throw;
        }
    }
}
