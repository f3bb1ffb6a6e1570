using InfraSpecs;
using InfraSpecs.Images;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace Docs.Snippets;

/// <summary>The snippets of docs/image-tests.md on structure tests.</summary>
internal static class ImagesStructureSnippets
{
    public static async Task RunAsync(Engine engine, CancellationToken token)
    {
        var image = await ImageUnderTest.FromEngineAsync(engine, "example/cronjob", token);
        var file = await StructureTestFile.ReadAsync("image.yaml", token);
        var report = await file.RunAsync(image, engine, token);
        report.Passed.Should().BeTrue(report.ToString());
    }

    public sealed class CronjobStructure
    {
        [StructureTests("image.yaml", Image = "example/cronjob")]
        public Task Image_holds(StructureSpec test) => test.RunAsync(Token);
    }

    public sealed class CronjobImage(EngineFixture engine) : ImageFixture(engine, "example/cronjob");

    public sealed class SameImage(CronjobImage cronjob) : IClassFixture<CronjobImage>
    {
        [StructureTests("image.yaml")]
        public Task Image_holds(StructureSpec test) => test.RunAsync(cronjob.Image, Token);
    }
}
