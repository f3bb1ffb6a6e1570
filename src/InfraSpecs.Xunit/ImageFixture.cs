using InfraSpecs.Images;

namespace InfraSpecs.Xunit;

/// <summary>
/// One image that all specs of a class look at, read once:
/// <c>public sealed class CronjobImage(EngineFixture engine) : ImageFixture(engine, "cronjob");</c> and <c>IClassFixture&lt;CronjobImage&gt;</c>.
/// </summary>
/// <param name="engine">The assembly's engine.</param>
/// <param name="image">An image source ("cronjob"; also "example/cronjob:latest") or any image reference, which is got as <see cref="ImageCatalog.GetAsync"/> does. What begins with "." or is an
/// absolute path is a folder with a Dockerfile, which is built as <see cref="ImageCatalog.BuildAsync(string, CancellationToken)"/> does.</param>
public class ImageFixture(EngineFixture engine, string image) : SharedFixture<ImageUnderTest>(engine)
{
    /// <summary>The image. What made its build or reading fail is thrown here.</summary>
    public ImageUnderTest Image => Shared;

    /// <summary>How a folder is built.</summary>
    /// <value>Default as <c>docker build</c> does.</value>
    protected virtual ImageBuildOptions BuildOptions => new();

    /// <summary>Gets and reads the image. Override it for an image from elsewhere, as <see cref="ImageUnderTest.FromRegistryAsync(string, CancellationToken)"/> reads it.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="token">Cancelled when the run is stopped.</param>
    protected override async Task<ImageUnderTest> StartAsync(Engine engine, CancellationToken token)
    {
        var isFolder = image.StartsWith('.') || Path.IsPathRooted(image);
        var reference = isFolder ? await engine.Images.BuildAsync(image, BuildOptions, token) : await engine.Images.GetAsync(image, token);
        return await ImageUnderTest.FromEngineAsync(engine, reference, token);
    }
}
