namespace InfraSpecs.Images.Sources;

/// <summary>An image on an engine.</summary>
internal static class EngineImage
{
    public static Task<ImageUnderTest> ReadAsync(Engine engine, string image, CancellationToken token) =>
        SavedImage.ReadAsync(linked => engine.Client.Images.SaveImageAsync(image, linked), image, "the engine", token);
}
