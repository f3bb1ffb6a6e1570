using System.Text.Json;

namespace InfraSpecs.Registry.Tests.Manifests;

public sealed class ManifestPartsTests
{
    [Fact]
    public void An_image_names_its_configuration_and_its_layers()
    {
        var parts = Read("""
            {"schemaVersion":2,"mediaType":"application/vnd.docker.distribution.manifest.v2+json",
             "config":{"mediaType":"application/vnd.docker.container.image.v1+json","size":1500,"digest":"sha256:c"},
             "layers":[{"mediaType":"t","size":10,"digest":"sha256:a"},{"mediaType":"t","size":20,"digest":"sha256:b"},{"mediaType":"t","size":10,"digest":"sha256:a"},
                       {"mediaType":"foreign","size":99,"digest":"sha256:f","urls":["https://elsewhere.example/f"]}]}
            """);
        parts.Config!.Digest.Should().Be("sha256:c");
        parts.Layers.Select(layer => layer.Size).Should().Equal(10, 20, 10, 99);
        parts.Blobs.Select(blob => blob.Digest).Should().Equal("sha256:c", "sha256:a", "sha256:b");
        parts.Manifests.Should().BeEmpty();
    }

    [Fact]
    public void An_index_names_its_images_and_their_platforms()
    {
        var parts = Read("""
            {"schemaVersion":2,"manifests":[
             {"mediaType":"m","size":1,"digest":"sha256:a","platform":{"architecture":"amd64","os":"linux"}},
             {"mediaType":"m","size":2,"digest":"sha256:b","platform":{"architecture":"arm","os":"linux","variant":"v7"}},
             {"mediaType":"m","size":3,"digest":"sha256:c","platform":{"architecture":"unknown","os":"unknown"}},
             {"mediaType":"m","size":4,"digest":"sha256:d"}]}
            """);
        parts.Manifests.Select(it => it.Platform).Should().Equal("linux/amd64", "linux/arm/v7", null, null);
        parts.Blobs.Should().BeEmpty();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"schemaVersion":1,"fsLayers":[]}""")]
    [InlineData("""{"config":{"size":1},"layers":[]}""")]
    [InlineData("""{"config":{"size":"1","digest":"sha256:a"}}""")]
    [InlineData("""{"manifests":[{"digest":null,"size":1}]}""")]
    public void What_is_neither_is_an_error(string manifest) => FluentActions.Invoking(() => Read(manifest)).Should().Throw<Exception>()
        .Which.Should().Match(e => e is FormatException || e is KeyNotFoundException || e is InvalidOperationException);

    [Fact]
    public void The_text_of_a_manifest_shows_its_layers_or_its_images()
    {
        var image = new ImageManifest
        {
            Registry = "registry-1",
            Name = "a/b:1",
            Digest = "sha256:m",
            MediaType = MediaTypes.Manifests[2],
            ConfigDigest = "sha256:c",
            Platforms = ["linux/amd64"],
            Layers = [new ContentDescriptor("sha256:l", 1234, "t")],
            Manifests = [],
        };
        image.IsIndex.Should().BeFalse();
        image.Size.Should().Be(1234);
        image.ToString().Should().Be("a/b:1@sha256:m, image for linux/amd64\nsha256:l 1,234 bytes");
        var index = image with { MediaType = MediaTypes.Indexes[0], Platforms = [], Layers = [], Manifests = [new ContentDescriptor("sha256:x", 5, "t", null)] };
        index.ToString().Should().Be("a/b:1@sha256:m, index for no platform\nsha256:x no platform");
    }

    private static ManifestParts Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return ManifestParts.Read(document.RootElement);
    }
}
