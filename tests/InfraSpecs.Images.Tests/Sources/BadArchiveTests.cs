using System.Diagnostics;
using System.Formats.Tar;
using System.Text;
using System.Text.Json.Nodes;
using InfraSpecs.Images.Config;
using static InfraSpecs.Images.Tests.Sources.SavedFolder;
using static InfraSpecs.Testing.Packed;

namespace InfraSpecs.Images.Tests.Sources;

/// <summary>What is no image, or a broken one, is told with its place, and nothing of it is written anywhere.</summary>
public sealed class BadArchiveTests : IDisposable
{
    private readonly SavedFolder _saved = new();
    private readonly byte[] _layer = LayerTar(l => l.Directory("/etc").File("/etc/a", $"one {Guid.NewGuid()} {new string('x', 3000)}"));

    public void Dispose() => _saved.Dispose();

    [Theory]
    [InlineData("UEsDBA==", "it is no tar archive, packed or not: it is zip")]
    [InlineData("QlpoOTFBWSZTWQ==", "it is no tar archive, packed or not: it is bzip2")]
    [InlineData("aGVsbG8=", "it is of an unknown form that begins with 68656c6c6f")]
    [InlineData("e30=", "it is of an unknown form that begins with 7b7d")]
    [InlineData("", "the file is empty")]
    public async Task What_is_no_archive_is_named(string content, string why)
    {
        var failure = await FailureAsync(_saved.Write(Convert.FromBase64String(content)));
        failure.Reason.Should().Be(ImageTestReason.Unsupported);
        failure.Message.Should().Contain(why).And.Contain("docker save");
    }

    [Fact]
    public async Task What_is_packed_and_no_archive_is_named_too() =>
        (await FailureAsync(_saved.Write(Gzip("hello"u8.ToArray())))).Message.Should().Contain("what is packed in it is no tar archive");

    [Fact]
    public async Task What_is_not_there_is_named_with_where_it_was_looked_for()
    {
        var failure = await FailureAsync("none/app.tar");
        failure.Reason.Should().Be(ImageTestReason.NotFound);
        failure.Message.Should().Contain("there is no such file or folder").And.Contain(Path.GetFullPath("none/app.tar"));
    }

    [Fact]
    public async Task A_pipe_is_read_once_and_what_would_wait_for_ever_in_a_layout_is_not_opened()
    {
        var folder = Saved().ToFolder();
        await MakePipeAsync(Path.Combine(folder, "blobs", "sha256", "pipe"));
        (await ImageUnderTest.FromArchiveAsync(folder, Token)).Files.Find("/etc/a").Should().NotBeNull();

        var pipe = Path.Combine(folder, "archive");
        await MakePipeAsync(pipe);
        using var other = new SavedFolder();
        var unknown = LayerTar(l => l.File("/long", [.. Guid.NewGuid().ToByteArray(), .. new byte[2 << 20]]));
        var saved = other.Write(other.Index(other.Index(Descriptor(other.Manifest(Configuration("linux/amd64", unknown), unknown)))).ToTar());
        // Who opens a pipe waits for the other end: that is another process.
        using var writing = Process.Start("sh", ["-c", "cat \"$1\" >\"$2\"", "writer", saved, pipe]);
        var image = await ImageUnderTest.FromArchiveAsync(pipe, Token);
        await writing.WaitForExitAsync(Token);
        var again = () => image.ReadFileAsync("/long", Token);
        (await again.Should().ThrowAsync<ImageTestException>()).WithMessage($"Image {pipe} cannot be read: it came through a pipe*");
    }

    [Fact]
    public async Task A_link_that_leads_nowhere_in_a_layout_is_named()
    {
        var folder = Saved().ToFolder();
        var link = Path.Combine(folder, "blobs", "sha256", "link");
        File.CreateSymbolicLink(link, "none");
        (await FailureAsync(folder)).Message.Should().Contain("a file of the layout cannot be read").And.Contain("sha256/");
        File.Delete(link);
        File.CreateSymbolicLink(link, "link");
        (await FailureAsync(folder)).Message.Should().Contain("a file of the layout cannot be read");
    }

    [Fact]
    public async Task An_archive_of_other_things_has_no_image()
    {
        (await FailureAsync(_saved.Write(_saved.File("README", "hello"u8.ToArray()).ToTar()))).Message.Should().Contain("it has neither an index.json nor a manifest.json that names an image");
        (await FailureAsync(_saved.ToFolder())).Reason.Should().Be(ImageTestReason.NotFound);
    }

    [Fact]
    public async Task An_archive_that_is_cut_off_anywhere_is_no_image()
    {
        var whole = Saved().ToTar();
        var last = whole.AsSpan().LastIndexOfAnyExcept((byte)0) + 1;
        for (var length = 1; length < last; length += 997)
        {
            var failure = await FailureAsync(_saved.Write(whole[..length]));
            failure.Reason.Should().BeOneOf([ImageTestReason.Damaged, ImageTestReason.NotFound, ImageTestReason.Unsupported], $"at {length}");
        }

        var packed = Gzip(whole);
        for (var length = 20; length < packed.Length - 8; length += 53) (await FailureAsync(_saved.Write(packed[..length]))).Reason.Should().NotBe(ImageTestReason.Unreachable);
    }

    [Theory]
    [InlineData("xtime", "mtime", "99999999999999999999")]
    [InlineData("xize", "size", "-1")]
    public async Task An_extended_header_that_cannot_be_meant_is_damage(string written, string meant, string value)
    {
        using var tar = new MemoryStream();
        await using (var writer = new TarWriter(tar, TarEntryFormat.Pax, leaveOpen: true))
            await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "a", [new(written, value)]), Token);
        var text = Encoding.Latin1.GetString(tar.ToArray()).Replace($"{written}={value}", $"{meant}={value}", StringComparison.Ordinal);
        (await FailureAsync(_saved.Write(Encoding.Latin1.GetBytes(text)))).Message.Should().Contain("the archive is cut off or damaged behind its beginning");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_byte_that_changed_is_noticed_or_does_not_matter(bool isPacked)
    {
        var whole = isPacked ? Gzip(Saved().ToTar()) : Saved().ToTar();
        var (damaged, read) = (0, 0);
        for (var at = 0; at < whole.Length; at += isPacked ? 7 : 61)
        {
            var changed = whole.ToArray();
            changed[at] ^= 0x20;
            try
            {
                var image = await ImageUnderTest.FromArchiveAsync(_saved.Write(changed), Token);
                image.Files.Find("/etc/a")!.Content!.Value.ToArray().Should().StartWith("one "u8.ToArray());
                image.Id.Should().Be(BlobDigest.Compute(Configuration("linux/amd64", _layer)));
                read++;
            }
            catch (ImageTestException)
            {
                damaged++;
            }
        }

        damaged.Should().BePositive();
        read.Should().BePositive();
    }

    [Fact]
    public async Task A_layer_that_is_not_there_or_another_is_told_with_its_number_and_file()
    {
        var other = LayerTar(l => l.File("/x"));
        _saved.Index(_saved.Index(Descriptor(_saved.Manifest(Configuration("linux/amd64", _layer, other), _layer, Gzip(other))))).ToFolder();
        var folder = _saved.ToFolder();
        var blob = Path.Combine(folder, BlobDigest.PathOf(BlobDigest.Compute(_layer)));
        await File.WriteAllBytesAsync(blob, LayerTar(l => l.File("/evil")), Token);
        var failure = await FailureAsync(folder);
        failure.Should().BeEquivalentTo(new { Reason = ImageTestReason.Damaged, Layer = 0, Blob = BlobDigest.PathOf(BlobDigest.Compute(_layer)) });
        failure.Message.Should().Contain("Where: layer 0, blob blobs/sha256/");
        File.Delete(blob);
        (await FailureAsync(folder)).Should().BeEquivalentTo(new { Layer = 0, Why = "it is not there" });
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("junk")]
    [InlineData("other")]
    [InlineData("xz")]
    public async Task Packed_layers_that_are_broken_are_told(string how)
    {
        var random = LayerTar(l => l.File("/random", Guid.NewGuid().ToByteArray()));
        foreach (var pack in new[] { Gzip, Zstd })
        {
            var packed = pack(random);
            byte[] broken = how switch
            {
                "cut" => packed[..^20],
                "junk" => [.. packed[..12], .. new byte[200]],
                "other" => pack(LayerTar(l => l.File("/evil"))),
                _ => [0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, 1],
            };
            using var saved = new SavedFolder();
            saved.Index(saved.Index(Descriptor(saved.Manifest(Configuration("linux/amd64", random), broken))));
            var failure = await FailureAsync(saved.ToFolder());
            failure.Should().BeEquivalentTo(new { Layer = 0, Blob = BlobDigest.PathOf(BlobDigest.Compute(broken)) });
            failure.Reason.Should().Be(how == "xz" ? ImageTestReason.Unsupported : ImageTestReason.Damaged);
        }
    }

    [Theory]
    [InlineData("index.json", "nonsense", "it is no JSON")]
    [InlineData("index.json", "{", "it is no JSON")]
    [InlineData("index.json", """{"manifests":7}""", "manifests is a number where a list belongs")]
    [InlineData("index.json", """{"manifests":[{"digest":"sha256:../../../../etc/passwd"}]}""", "manifests[0] is an object where a descriptor with a digest belongs")]
    [InlineData("manifest.json", """{"Config":"x"}""", "the whole is an object where a list belongs")]
    [InlineData("manifest.json", """[{"Config":"../../etc/passwd","Layers":[]}]""", "it is not there")]
    [InlineData("manifest.json", """[{"Config":"a","Layers":{"a":"b"}}]""", "[0].Layers is an object where a list belongs")]
    public async Task Nonsense_in_what_names_the_images_is_told_with_its_file(string file, string content, string why)
    {
        var failure = await FailureAsync(_saved.Write(_saved.File(file, Encoding.UTF8.GetBytes(content)).ToTar()));
        failure.Reason.Should().Be(ImageTestReason.Damaged);
        failure.Why.Should().StartWith(why);
        failure.Blob.Should().NotBeNull();
    }

    [Fact]
    public async Task Json_without_end_is_not_kept()
    {
        var bomb = Encoding.UTF8.GetBytes("[" + new string(' ', 9 << 20));
        (await FailureAsync(_saved.Write(_saved.File("index.json", bomb).ToTar()))).Should()
            .Match<ImageTestException>(e => e.Why!.StartsWith("it is JSON of more than 8 MiB") && e.Blob == "index.json");
        using var deep = new SavedFolder();
        (await FailureAsync(deep.Write(deep.File("index.json", Encoding.UTF8.GetBytes(new string('[', 100_000))).ToTar()))).Why.Should().StartWith("it is no JSON");
        using var many = new SavedFolder();
        for (var i = 0; i < 9; i++) many.File($"{i}.json", [.. "{"u8, .. Enumerable.Repeat((byte)' ', 7_900_000)]);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        (await FailureAsync(many.Write(Gzip(many.ToTar())))).Reason.Should().Be(ImageTestReason.NotFound);
        (GC.GetTotalMemory(forceFullCollection: true) - before).Should().BeLessThan(80 << 20);
    }

    [Fact]
    public async Task Links_in_a_circle_end()
    {
        _saved.Link("a/layer.tar", "../b/layer.tar").Link("b/layer.tar", "../a/layer.tar").File("c.json", Configuration("linux/amd64", _layer))
            .File("manifest.json", Json(new JsonArray(new JsonObject { ["Config"] = "c.json", ["Layers"] = new JsonArray("a/layer.tar") })));
        (await FailureAsync(_saved.Write(_saved.ToTar()))).Why.Should().Be("it is a link that leads in a circle");
    }

    [Fact]
    public async Task Nothing_is_written_outside_whatever_the_names_are()
    {
        using var folder = new TemporaryFolder();
        _saved.File("../evil", "x"u8.ToArray()).File(folder.At("evil").TrimStart('/'), "x"u8.ToArray()).File("/" + folder.FullName + "/evil", "x"u8.ToArray());
        var layer = LayerTar(l => l.File("../../../../../.." + folder.FullName + "/evil", "x"));
        _saved.Index(_saved.Index(Descriptor(_saved.Manifest(Configuration("linux/amd64", layer), layer))));
        await ImageUnderTest.FromArchiveAsync(_saved.Write(_saved.ToTar()), Token);
        Directory.EnumerateFileSystemEntries(folder.FullName).Should().BeEmpty();
    }

    [Fact]
    public async Task An_artifact_is_no_image()
    {
        var manifest = _saved.Blob(Json(new JsonObject { ["config"] = Descriptor(_saved.Blob("{}"u8.ToArray()), "application/vnd.cncf.helm.config.v1+json"), ["layers"] = new JsonArray() }));
        (await FailureAsync(_saved.Write(_saved.Index(_saved.Index(Descriptor(manifest))).ToTar()))).Should().BeEquivalentTo(new
        {
            Reason = ImageTestReason.Unsupported, Why = "it is no image, but an artifact of the type application/vnd.cncf.helm.config.v1+json",
        });
    }

    [Fact]
    public async Task Numbers_of_layers_that_differ_are_told()
    {
        var manifest = _saved.Manifest(Configuration("linux/amd64", _layer, _layer), _layer);
        (await FailureAsync(_saved.Write(_saved.Index(_saved.Index(Descriptor(manifest))).ToTar()))).Why.Should().Be("its configuration tells of 2 layers, and its manifest of 1");
    }

    [Fact]
    public async Task Who_gives_up_is_heeded()
    {
        var read = () => ImageUnderTest.FromArchiveAsync(_saved.Write(Saved().ToTar()), new CancellationToken(canceled: true));
        await read.Should().ThrowAsync<OperationCanceledException>();
    }

    private SavedFolder Saved() => _saved.Index(_saved.Index(Descriptor(_saved.Manifest(Configuration("linux/amd64", _layer), _layer), name: "app:1")));

    private static async Task<ImageTestException> FailureAsync(string path)
    {
        var read = () => ImageUnderTest.FromArchiveAsync(path, Token);
        return (await read.Should().ThrowAsync<ImageTestException>().WithMessage("Image * cannot be read: *")).Which;
    }

    private static Task MakePipeAsync(string path) => ChildProcess.RunAsync("mkfifo", [path], Token);
}
