namespace InfraSpecs.Images.Sources;

/// <summary>An image on an engine.</summary>
internal static class EngineImage
{
    public static async Task<ImageUnderTest> ReadAsync(Engine engine, string image, CancellationToken token)
    {
        await using var archive = await engine.Client.Images.SaveImageAsync(image, token);
        return await SavedImage.ReadAsync(archive, image, "the engine", token);
    }
}
