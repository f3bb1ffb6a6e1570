namespace InfraSpecs.Testing;

/// <summary>An image that a spec makes of a Dockerfile of its own, without other files.</summary>
public static class InlineImage
{
    /// <param name="engine">Where.</param>
    /// <param name="name">Names the image: the same name and Dockerfile are built once.</param>
    /// <param name="dockerfile">The Dockerfile.</param>
    /// <param name="token">Ends the build.</param>
    public static async Task<string> BuildAsync(Engine engine, string name, string dockerfile, CancellationToken token)
    {
        using var folder = new TemporaryFolder();
        folder.Write($"{name}/Dockerfile", dockerfile);
        // The catalog names an image by its folder.
        return await engine.Images.BuildAsync(folder.At(name), token);
    }
}
