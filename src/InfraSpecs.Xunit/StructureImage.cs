using InfraSpecs.Images;

namespace InfraSpecs.Xunit;

/// <summary>The image that a file of structure tests is run for.</summary>
internal static class StructureImage
{
    public static Task<ImageUnderTest> GetAsync(string file, string? image, string? archive, CancellationToken token) => (image, archive) switch
    {
        ({ Length: > 0 }, null) when Require(EngineFixture.Current) is var engine => RunMemory.GetAsync($"StructureTests image:{image}", () => OfEngineAsync(engine, image), token),
        (null, { Length: > 0 }) => RunMemory.GetAsync($"StructureTests archive:{archive}", () => ImageUnderTest.FromArchiveAsync(ProjectFile.Find(archive), CancellationToken.None), token),
        _ => throw new InvalidOperationException(
            $"[StructureTests(\"{file}\")] must name one image: Image = \"…\" for one of the engine, Archive = \"…\" for one in a file; or hand one to StructureSpec.RunAsync."),
    };

    /// <summary>The engine; without one the spec is skipped, or fails in CI.</summary>
    public static Engine Require(EngineFixture? fixture)
    {
        if (fixture is null) throw new InvalidOperationException("[StructureTests] needs [assembly: AssemblyFixture(typeof(EngineFixture))] in the test assembly.");
        return fixture.UnavailableReason is { } reason ? throw Requirement.Missing(reason) : fixture.Engine;
    }

    // Nobody's token: the others want it too.
    private static async Task<ImageUnderTest> OfEngineAsync(Engine engine, string image) =>
        await ImageUnderTest.FromEngineAsync(engine, await engine.Images.GetAsync(image, CancellationToken.None), CancellationToken.None);
}
