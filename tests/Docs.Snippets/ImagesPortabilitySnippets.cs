using InfraSpecs;
using InfraSpecs.Images;

namespace Docs.Snippets;

internal static class ImagesPortabilitySnippets
{
    public static async Task PortableAsync(Engine engine, CancellationToken token)
    {
        var image = await ImageUnderTest.FromEngineAsync(engine, "example/imagemagick", token);
        image.Should().BePortable();
        image.Should().StartAsDeclared();
    }

    public static void PluginsLeftOut(ImageUnderTest image) =>
        image.Should().BePortableExcept(["/opt/qt/plugins/sqldrivers/**"], "only sqlite is used");

    public static void Hosts(ImageUnderTest image)
    {
        var portability = image.CheckPortability();
        portability.Kernel.Should().BeLessThanOrEqualTo(new Version(4, 18), "our hosts run that");
        portability.Notes.Should().NotContain(it => it.Fault == PortabilityFault.SmallerMachine, "our kernels have no 32-bit side");
    }
}
