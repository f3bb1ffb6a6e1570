namespace InfraSpecs.Registry.Tests.Contents;

public sealed class RegistryContentsTests
{
    private static readonly RegistryContents Contents = new("registry-1",
    [
        new RepositoryTags("example/echo", new Dictionary<string, string> { ["1"] = "sha256:a", ["latest"] = "sha256:b" }), new RepositoryTags("old/app", new Dictionary<string, string>()),
    ]);

    [Theory]
    [InlineData("example/echo", "sha256:b")]
    [InlineData("example/echo:1", "sha256:a")]
    [InlineData("registry:5000/example/echo:1", "sha256:a")]
    [InlineData("example/echo:2", null)]
    [InlineData("old/app", null)]
    [InlineData("echo", null)]
    public void A_name_is_looked_for_as_an_engine_would(string name, string? digest) => Contents.FindDigest(name).Should().Be(digest);

    [Fact]
    public void Their_text_shows_each_tag_and_what_has_none()
    {
        Contents.ToString().Should().Be("example/echo:1 sha256:a\nexample/echo:latest sha256:b\nold/app (no tags)");
        (Contents with { Repositories = [] }).ToString().Should().Be("(it is empty)");
    }

    [Fact]
    public void What_is_freed_is_told_in_bytes() => new GarbageReport(["sha256:a"], 1_234_567).ToString().Should().Be("freed 1,234,567 bytes in 1 blob");
}
