using InfraSpecs;
using InfraSpecs.Images;
using InfraSpecs.Registry;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace Docs.Snippets.ImagesSources;

public sealed class AppImage(EngineFixture engine) : ImageFixture(engine, "../app");

public sealed class CronjobImage(EngineFixture engine) : ImageFixture(engine, "example/cronjob:latest");

[RequiresEngine]
public sealed class CronjobImageSpecs(CronjobImage cronjob) : IClassFixture<CronjobImage>
{
    [Fact]
    public void Starts_cron() => cronjob.Image.Config.Cmd.Should().Equal("cron", "-f");
}

public sealed class ReleasedImage(EngineFixture engine) : ImageFixture(engine, "app")
{
    protected override Task<ImageUnderTest> StartAsync(Engine engine, CancellationToken token) => ImageUnderTest.FromRegistryAsync("registry.example/app:1.4", token);
}

public static class Sources
{
    public static async Task Read(Engine engine, RegistryServer registry, string password)
    {
        var local = await ImageUnderTest.FromEngineAsync(engine, "example/app:1.5", Token);
        var released = await ImageUnderTest.FromRegistryAsync("registry.example/app:1.4", new RegistryReadOptions { User = "ci", Password = password, Platform = "linux/arm64" }, Token);
        var saved = await ImageUnderTest.FromArchiveAsync("artifacts/app.tar", Token);
        var layout = await ImageUnderTest.FromArchiveAsync("artifacts/layout", new ImageReadOptions { Reference = "app:1.5", Platform = "linux/arm64" }, Token);

        var pushed = await ImageUnderTest.FromRegistryAsync(registry, "app:1.5", Token);

        var program = await local.ReadFileAsync("/usr/bin/app", Token);
        _ = (released, saved, layout, pushed, program);
    }

    public static async Task<bool> IsReleased(string image)
    {
        try
        {
            await ImageUnderTest.FromRegistryAsync(image, Token);
            return true;
        }
        catch (ImageTestException e) when (e.Reason is ImageTestReason.NotFound)
        {
            return false;
        }
    }
}
