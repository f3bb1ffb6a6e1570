using System.Text.Json.Nodes;
using InfraSpecs.Images.Config;
using static InfraSpecs.Images.Tests.Sources.SavedFolder;

namespace InfraSpecs.Images.Tests.Sources;

public sealed class ArchiveTests : IDisposable
{
    private readonly SavedFolder _saved = new();

    // Each its own: what was read before is not read again.
    private readonly byte[] _lower = LayerTar(l => l.Directory("/etc").File("/etc/a", $"one {Guid.NewGuid()}").File("/etc/b", "gone"));
    private readonly byte[] _upper = LayerTar(l => l.File("/etc/c", $"two {Guid.NewGuid()}").Gone("/etc/b"));

    public void Dispose() => _saved.Dispose();

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Layers_may_be_plain_gzip_or_zstd_in_any_order_and_the_whole_packed_too(bool reverse, bool isPacked)
    {
        var manifest = _saved.Manifest(Configuration("linux/amd64", _lower, _upper, _lower), Gzip(_lower), Zstd(_upper), _lower);
        var tar = _saved.Index(_saved.Index(Descriptor(manifest))).ToTar(reverse);
        var image = await ReadAsync(_saved.Write(isPacked ? Gzip(tar) : tar));
        ShouldHaveBoth(image);
        image.Layers.Should().HaveCount(3);
        image.Digest.Should().Be(BlobDigest.Compute(manifest));
        image.Id.Should().Be(BlobDigest.Compute(Configuration("linux/amd64", _lower, _upper, _lower)));
        image.Source.Should().Be("archive image.tar");
    }

    [Fact]
    public async Task A_layout_may_be_a_folder()
    {
        _saved.Index(_saved.Index(Descriptor(_saved.Manifest(Configuration("linux/amd64", _lower, _upper), Gzip(_lower), _upper))));
        var image = await ReadAsync(_saved.ToFolder());
        ShouldHaveBoth(image);
        image.Source.Should().Be("OCI layout layout");
    }

    [Fact]
    public async Task What_old_engines_saved_has_links_between_equal_layers()
    {
        var configuration = Configuration("linux/amd64", _lower, _upper, _lower);
        var hex = BlobDigest.Compute(configuration)[7..];
        _saved.File("aa/VERSION", "1.0"u8.ToArray()).File("aa/json", """{"id":"aa"}"""u8.ToArray()).File("aa/layer.tar", _lower).File("bb/layer.tar", _upper).Link("cc/layer.tar", "../aa/layer.tar")
            .File($"{hex}.json", configuration).File("repositories", "{}"u8.ToArray())
            .File("manifest.json", Json(new JsonArray(new JsonObject { ["Config"] = $"{hex}.json", ["RepoTags"] = new JsonArray("app:1"),
                ["Layers"] = new JsonArray("aa/layer.tar", "bb/layer.tar", "cc/layer.tar") })));
        var image = await ReadAsync(_saved.Write(_saved.ToTar()));
        ShouldHaveBoth(image);
        image.Digest.Should().BeNull();
    }

    [Fact]
    public async Task Empty_layers_and_none_are_layers_too()
    {
        byte[] zeros = new byte[1024];
        var manifest = _saved.Manifest(Configuration("linux/amd64", zeros, _lower), Gzip(zeros), _lower);
        (await ReadAsync(_saved.Write(_saved.Index(_saved.Index(Descriptor(manifest))).ToTar()))).Layers.Select(layer => layer.Entries).Should().Equal(0, 3);
    }

    [Fact]
    public async Task Of_several_platforms_one_is_read_and_attestations_are_none()
    {
        var amd = _saved.Manifest(Configuration("linux/amd64", _lower), Gzip(_lower));
        var arm = _saved.Manifest(Configuration("linux/arm/v7", _upper), Gzip(_upper));
        var attestation = Descriptor(_saved.Manifest("{}"u8.ToArray(), "{}"u8.ToArray()), platform: "unknown/unknown");
        attestation["annotations"] = new JsonObject { ["vnd.docker.reference.type"] = "attestation-manifest" };
        var nested = _saved.Blob(_saved.Index(Descriptor(amd, platform: "linux/amd64"), Descriptor(arm, platform: "linux/arm/v7"), attestation));
        var path = _saved.Index(_saved.Index(Descriptor(nested))).ToFolder();
        (await ReadAsync(path, new ImageReadOptions { Platform = "linux/arm/v7" })).Config.Platform.Should().Be("linux/arm/v7");
        (await ReadAsync(path, new ImageReadOptions { Platform = "linux/amd64" })).Files.Find("/etc/a").Should().NotBeNull();
        (await FailureAsync(path, new ImageReadOptions { Platform = "linux/s390x" })).Should().BeEquivalentTo(new { Reason = ImageTestReason.NoSuchPlatform, Why = "it has no image for linux/s390x" })
            .And.Subject.As<ImageTestException>().Message.Should().Contain("It has: linux/amd64, linux/arm/v7.");
    }

    [Fact]
    public async Task A_platform_that_an_index_names_may_not_be_saved_with_it()
    {
        var amd = _saved.Manifest(Configuration("linux/amd64", _lower), _lower);
        var nested = _saved.Blob(_saved.Index(Descriptor(amd, platform: "linux/amd64"), Descriptor("elsewhere"u8.ToArray(), platform: "linux/arm64")));
        var path = _saved.Index(_saved.Index(Descriptor(nested))).ToFolder();
        (await ReadAsync(path)).Config.Platform.Should().Be("linux/amd64");
        (await FailureAsync(path, new ImageReadOptions { Platform = "linux/arm64/v8" })).Message.Should().Contain("it has no image for linux/arm64.")
            .And.Contain("Its index names also linux/arm64, without the image.");
    }

    [Theory]
    [InlineData("example/app:1")]
    [InlineData("registry.example/example/app:1")]
    [InlineData("localhost:5000/example/app:1")]
    public async Task Of_several_images_one_must_be_named(string written)
    {
        var first = _saved.Manifest(Configuration("linux/amd64", _lower), _lower);
        var second = _saved.Manifest(Configuration("linux/amd64", _upper), _upper);
        var path = _saved.Index(_saved.Index(Descriptor(first, name: written), Descriptor(second, name: "2"))).ToFolder();
        (await FailureAsync(path)).Should().BeEquivalentTo(new { Reason = ImageTestReason.Ambiguous, Why = "it has several images" })
            .And.Subject.As<ImageTestException>().Message.Should().Contain($"It has: {written}; 2.").And.Contain("ImageReadOptions.Reference");
        foreach (var asked in new[] { written, "example/app:1", BlobDigest.Compute(first), BlobDigest.Compute(Configuration("linux/amd64", _lower)) })
        {
            (await ReadAsync(path, new ImageReadOptions { Reference = asked })).Files.Find("/etc/a").Should().NotBeNull();
        }

        (await ReadAsync(path, new ImageReadOptions { Reference = "example/app:2" })).Files.All.Should().Contain(file => file.Path == "/etc/c");
        (await FailureAsync(path, new ImageReadOptions { Reference = "other.example/example/app:1" })).Reason.Should().Be(ImageTestReason.NotFound);
        (await FailureAsync(path, new ImageReadOptions { Reference = "example/app:3" })).Should().BeEquivalentTo(new { Reason = ImageTestReason.NotFound, Why = "it has no example/app:3" });
    }

    [Fact]
    public async Task A_file_that_was_not_kept_is_read_of_its_layer_again()
    {
        var big = new byte[3 << 20];
        Random.Shared.NextBytes(big);
        var layer = LayerTar(l => l.File("/big", big));
        var path = _saved.Index(_saved.Index(Descriptor(_saved.Manifest(Configuration("linux/amd64", _lower, layer), Gzip(_lower), Zstd(layer))))).ToFolder();
        var image = await ReadAsync(path);
        File.Delete(Path.Combine(path, BlobDigest.PathOf(BlobDigest.Compute(Gzip(_lower)))));
        (await image.ReadFileAsync("/big", Token)).Should().Equal(big);
        Directory.Delete(Path.Combine(path, "blobs"), recursive: true);
        var read = () => image.ReadFileAsync("/big", Token);
        (await read.Should().ThrowAsync<ImageTestException>().Where(e => e.Reason == ImageTestReason.Damaged)).WithMessage("*its layer 1 does not have /big*");
    }

    private static void ShouldHaveBoth(ImageUnderTest image)
    {
        image.Files.All.Select(file => file.Path).Where(path => path != "/etc/b").Should().Equal("/etc", "/etc/a", "/etc/c");
    }

    private static Task<ImageUnderTest> ReadAsync(string path, ImageReadOptions? options = null) => ImageUnderTest.FromArchiveAsync(path, options ?? new ImageReadOptions(), Token);

    private static async Task<ImageTestException> FailureAsync(string path, ImageReadOptions? options = null)
    {
        var read = () => ReadAsync(path, options);
        return (await read.Should().ThrowAsync<ImageTestException>().WithMessage("Image * cannot be read: *")).Which;
    }
}
