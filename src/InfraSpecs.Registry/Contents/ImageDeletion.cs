namespace InfraSpecs.Registry;

/// <summary>An image's manifest goes, and with it every tag that stands for it.</summary>
internal static class ImageDeletion
{
    public static Task<DeletedImage> RunAsync(RegistryUser user, string name, CancellationToken token)
    {
        var image = user.Registry.ImageHere(name);
        return user.Registry.Transfers.RunAsync(image.Repository, async linked =>
        {
            var digest = await user.Http.FindDigestAsync(image, linked) ?? throw await user.Http.NoImageAsync(image, linked);
            var tags = (await user.ReadDigestsAsync(image.Repository, linked)).Where(it => it.Value == digest).Select(it => it.Key).ToList();
            var manifest = new ImageName(null, image.Repository, null, digest);
            (await user.Http.SendAsync(HttpMethod.Delete, RegistryQueries.ManifestPath(manifest), $"the deletion of {manifest}", null, linked)).Dispose();
            return new DeletedImage(image.Repository, digest, tags);
        }, token);
    }
}
