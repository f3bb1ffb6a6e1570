namespace InfraSpecs.EngineSpecs.Images;

/// <summary>An image that a spec makes of a Dockerfile of its own, without other files.</summary>
internal static class InlineImage
{
    /// <param name="engine">Where.</param>
    /// <param name="name">Names the image: the same name and Dockerfile are built once.</param>
    /// <param name="dockerfile">The Dockerfile.</param>
    /// <param name="token">Ends the build.</param>
    public static async Task<string> BuildAsync(Engine engine, string name, string dockerfile, CancellationToken token)
    {
        var folder = Directory.CreateTempSubdirectory("infraspecs-image-");
        try
        {
            // The catalog names an image by its folder.
            var source = folder.CreateSubdirectory(name).FullName;
            await File.WriteAllTextAsync(Path.Combine(source, "Dockerfile"), dockerfile, token);
            return await engine.Images.BuildAsync(source, token);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
