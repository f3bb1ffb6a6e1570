using InfraSpecs.Registry;

namespace InfraSpecs.Assertions.Tests.Registry;

public sealed class ImageManifestAssertionsTests
{
    private static readonly ImageManifest Image = new()
    {
        Registry = "registry-1",
        Name = "example/echo:latest",
        Digest = "sha256:mmm",
        MediaType = "application/vnd.docker.distribution.manifest.v2+json",
        ConfigDigest = "sha256:ccc",
        Platforms = ["linux/amd64"],
        Layers = [new ContentDescriptor("sha256:base", 30_000, "layer"), new ContentDescriptor("sha256:empty", 32, "layer"), new ContentDescriptor("sha256:own", 1_000, "layer")],
        Manifests = [],
    };

    private static readonly ImageManifest Index = new()
    {
        Registry = "registry-1",
        Name = "example/all:1",
        Digest = "sha256:iii",
        MediaType = "application/vnd.oci.image.index.v1+json",
        Platforms = ["linux/amd64", "linux/arm/v7"],
        Layers = [],
        Manifests = [new ContentDescriptor("sha256:mmm", 500, "image", "linux/amd64"), new ContentDescriptor("sha256:nnn", 500, "image", "linux/arm/v7")],
    };

    private static ImageManifest? Missing => null;

    [Fact]
    public void Claims_that_are_true_pass()
    {
        Image.Should().HaveDigest("sha256:mmm").And.HaveDigest(new PushedImage("registry:5000", "other/name", "1", "sha256:mmm"))
            .And.HavePlatform("linux/amd64").And.ShareLayersWith(Image with { Layers = [Image.Layers[0]] });
        Index.Should().HavePlatform("linux/arm/v7");
        Missing.Should().BeNull();
    }

    [Fact]
    public void HaveDigest_shows_the_other_digest() => AssertionText.Of(() => Image.Should().HaveDigest("sha256:zzz", "it was pushed")).Should().Be(
        """
        Expected Image "example/echo:latest" of "registry-1" to have digest "sha256:zzz" because it was pushed, but found "sha256:mmm".

        With manifest:
        example/echo:latest@sha256:mmm, image for linux/amd64
        sha256:base 30,000 bytes
        sha256:empty 32 bytes
        sha256:own 1,000 bytes
        """);

    [Fact]
    public void HavePlatform_shows_the_others() => AssertionText.Of(() => Index.Should().HavePlatform("linux/arm64")).Should().Be(
        """
        Expected Index "example/all:1" of "registry-1" to have platform "linux/arm64", but found linux/amd64, linux/arm/v7.

        With manifest:
        example/all:1@sha256:iii, index for linux/amd64, linux/arm/v7
        sha256:mmm linux/amd64
        sha256:nnn linux/arm/v7
        """);

    [Fact]
    public void HavePlatform_says_that_there_is_none() => AssertionText.Of(() => (Image with { Platforms = [] }).Should().HavePlatform("linux/amd64")).Should()
        .Contain("to have platform \"linux/amd64\", but found none.");

    [Fact]
    public void ShareLayersWith_does_not_count_the_empty_layer()
    {
        var other = Image with { Name = "example/other:1", Layers = [Image.Layers[1], new ContentDescriptor("sha256:else", 5, "layer")] };
        AssertionText.Of(() => Image.Should().ShareLayersWith(other with { Layers = [Image.Layers[1], new ContentDescriptor("sha256:else", 500, "layer")] }, "both are of one base")).Should().Be(
            """
            Expected Image "example/echo:latest" of "registry-1" to share layers with "example/other:1" because both are of one base, but none of its 2 is among the other's 1.

            With manifests:
            example/echo:latest@sha256:mmm, image for linux/amd64
            sha256:base 30,000 bytes
            sha256:empty 32 bytes
            sha256:own 1,000 bytes
            example/other:1@sha256:mmm, image for linux/amd64
            sha256:empty 32 bytes
            sha256:else 500 bytes
            """);
    }

    [Fact]
    public void ShareLayersWith_says_that_an_index_has_none() => AssertionText.Of(() => Image.Should().ShareLayersWith(Index)).Should()
        .Contain("but example/all:1 is an index, which has no layers; look at one of its images, by digest.");

    [Fact]
    public void What_is_not_there_fails_each_claim()
    {
        AssertionText.Of(() => Missing.Should().HaveDigest("sha256:mmm", "it was pushed")).Should()
            .Be("Expected Missing to have digest sha256:mmm because it was pushed, but the registry has nothing of that name.");
        AssertionText.Of(() => Missing.Should().HavePlatform("linux/amd64")).Should().Be("Expected Missing to have platform linux/amd64, but the registry has nothing of that name.");
        AssertionText.Of(() => Missing.Should().ShareLayersWith(Image)).Should().Be("Expected Missing to share layers with example/echo:latest, but the registry has nothing of that name.");
    }
}
