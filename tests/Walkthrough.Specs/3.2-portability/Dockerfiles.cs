using InfraSpecs;

namespace Walkthrough.Specs.Images;

/// <summary>Images that a spec makes of a Dockerfile of its own.</summary>
internal static class Dockerfiles
{
    public static async Task<string> BuildAsync(Engine engine, string name, string dockerfile, CancellationToken token)
    {
        var folder = Directory.CreateTempSubdirectory("infraspecs-portability-");
        try
        {
            // An image is named by its folder.
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
