using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using InfraSpecs.Images.Config;
using static InfraSpecs.Images.Tests.Sources.SavedFolder;

namespace InfraSpecs.Images.Tests.Sources.Remote;

public sealed class RegistryImageTests
{
    private const string ManifestType = "Content-Type: application/vnd.oci.image.manifest.v1+json";

    private readonly byte[] _lower = LayerTar(l => l.Directory("/etc").File("/etc/a", $"one {Guid.NewGuid()}"));
    private readonly byte[] _upper = LayerTar(l => l.File("/big", [.. Guid.NewGuid().ToByteArray(), .. new byte[2 << 20]]));
    private readonly Dictionary<string, Answer> _answers = [];

    [Fact]
    public async Task Two_questions_and_the_layers_that_are_not_known_are_all()
    {
        var manifest = Put("1.4", Configuration("linux/amd64", _lower, _upper), Gzip(_lower), Zstd(_upper));
        Put("1.5", Configuration("linux/amd64", _lower), Gzip(_lower));
        await using var registry = Serve();
        var image = await ReadAsync(registry, "1.4");
        image.Files.All.Select(file => file.Path).Should().Equal("/big", "/etc", "/etc/a");
        (image.Name, image.Source).Should().Be(($"{registry.Address}/example/app:1.4", $"registry {registry.Address}"));
        (image.Digest, image.Id).Should().Be((BlobDigest.Compute(manifest), BlobDigest.Compute(Configuration("linux/amd64", _lower, _upper))));
        registry.Asked.Should().HaveCount(4);
        registry.Asked.Clear();
        await ReadAsync(registry, "1.4");
        await ReadAsync(registry, "1.5");
        registry.Asked.Select(it => it.Path.Split('/')[4]).Should().Equal("manifests", "blobs", "manifests", "blobs");
        registry.Asked.Clear();
        (await image.ReadFileAsync("/big", Token)).Should().HaveCount((2 << 20) + 16);
        registry.Asked.Select(it => it.Path).Should().Equal($"/v2/example/app/blobs/{BlobDigest.Compute(Zstd(_upper))}");
    }

    [Fact]
    public async Task An_image_is_named_by_its_digest_too_and_is_latest_where_nothing_is_said()
    {
        var manifest = Put("latest", Configuration("linux/amd64", _lower), _lower);
        Put(BlobDigest.Compute(manifest), Configuration("linux/amd64", _lower), _lower);
        await using var registry = Serve();
        (await ImageUnderTest.FromRegistryAsync($"{registry.Address}/example/app", Token)).Digest.Should().Be(BlobDigest.Compute(manifest));
        (await ImageUnderTest.FromRegistryAsync($"{registry.Address}/example/app@{BlobDigest.Compute(manifest)}", Token)).Digest.Should().Be(BlobDigest.Compute(manifest));
    }

    [Fact]
    public async Task Of_several_platforms_one_is_read()
    {
        var amd = Put("amd", Configuration("linux/amd64", _lower), _lower);
        var arm = Put("arm", Configuration("linux/arm64/v8", _upper), _upper);
        PutManifest(BlobDigest.Compute(amd), amd);
        PutManifest(BlobDigest.Compute(arm), arm);
        PutManifest("1.4", Json(new JsonObject { ["manifests"] = new JsonArray(Descriptor(amd, platform: "linux/amd64"), Descriptor(arm, platform: "linux/arm64"),
            Descriptor("{}"u8.ToArray(), platform: "unknown/unknown")) }));
        await using var registry = Serve();
        (await ReadAsync(registry, "1.4", new RegistryReadOptions { Platform = "linux/arm64" })).Digest.Should().Be(BlobDigest.Compute(arm));
        (await FailureAsync(registry, "1.4", new RegistryReadOptions { Platform = "linux/s390x" })).Should().Match<ImageTestException>(e =>
            e.Reason == ImageTestReason.NoSuchPlatform && e.Message.Contains("no image for linux/s390x") && e.Message.Contains("It has: linux/amd64, linux/arm64."));
        (await FailureAsync(registry, "amd", new RegistryReadOptions { Platform = "linux/arm64" })).Reason.Should().Be(ImageTestReason.NoSuchPlatform);
    }

    [Fact]
    public async Task A_password_is_told_to_the_registry_when_it_asks_and_to_nobody_else()
    {
        await using var storage = new LoopbackServer((_, _) => new Answer(200, Gzip(_lower)));
        Put("1.4", Configuration("linux/amd64", _lower), Gzip(_lower));
        _answers[$"blobs/{BlobDigest.Compute(Gzip(_lower))}"] = new Answer(307, [], $"Location: http://{storage.Address}/away");
        await using var registry = Serve(who => who == "Basic " + Convert.ToBase64String("me:hush-hush"u8) ? null : Answer.Error(401, "UNAUTHORIZED", "WWW-Authenticate: Basic realm=\"x\""));
        await ReadAsync(registry, "1.4", new RegistryReadOptions { User = "me", Password = "hush-hush" });
        storage.Asked.Should().Equal(("/away", ""));
        registry.Asked.Count(it => it.Who.Length == 0).Should().Be(1);
        var refused = await FailureAsync(registry, "1.4", new RegistryReadOptions { User = "me", Password = "wrong-word" });
        refused.Reason.Should().Be(ImageTestReason.AccessDenied);
        refused.Message.Should().Contain($"registry {registry.Address} does not let me read it").And.Contain("it is so (UNAUTHORIZED)").And.NotContain("wrong-word").And.NotContain("Basic");
        (await FailureAsync(registry, "1.4")).Should().Match<ImageTestException>(e => e.Reason == ImageTestReason.AccessDenied && e.Message.Contains("wants to know who asks")
            && e.Advice.Contains("User and Password"));
        new RegistryReadOptions { User = "me", Password = "hush-hush" }.ToString().Should().NotContain("hush");
    }

    [Fact]
    public async Task A_token_is_fetched_where_the_registry_says()
    {
        await using var tokens = new LoopbackServer((_, who) => who.Length > 0 ? new Answer(200, """{"token":"t-1"}"""u8.ToArray()) : Answer.Error(401, "UNAUTHORIZED"));
        Put("1.4", Configuration("linux/amd64", _lower), Gzip(_lower));
        await using var registry = Serve(who => who == "Bearer t-1" ? null
            : Answer.Error(401, "UNAUTHORIZED", $"WWW-Authenticate: Bearer realm=\"http://{tokens.Address}/token?a=b\",service=\"reg\",scope=\"repository:example/app:pull\""));
        await ReadAsync(registry, "1.4", new RegistryReadOptions { User = "me", Password = "hush-hush" });
        tokens.Asked.Should().Equal(("/token?a=b&service=reg&scope=repository%3Aexample%2Fapp%3Apull", "Basic " + Convert.ToBase64String("me:hush-hush"u8)));
        registry.Asked.Should().NotContain(it => it.Who.StartsWith("Basic"));
        (await FailureAsync(registry, "1.4")).Should().Match<ImageTestException>(e => e.Reason == ImageTestReason.AccessDenied && e.Message.Contains(tokens.Address));
    }

    [Theory]
    [InlineData("Bearer realm=\"ftp://x/\"")]
    [InlineData("Bearer service=\"x\"")]
    public async Task A_server_of_tokens_that_is_none_is_not_asked(string challenge)
    {
        await using var registry = Serve(_ => Answer.Error(401, "UNAUTHORIZED", "WWW-Authenticate: " + challenge));
        (await FailureAsync(registry, "1.4", new RegistryReadOptions { User = "me", Password = "hush-hush" })).Reason.Should().Be(ImageTestReason.NotUnderstood);
    }

    [Fact]
    public async Task A_tag_that_is_not_there_is_told_with_those_that_are()
    {
        _answers["tags/list?n=100"] = new Answer(200, """{"name":"example/app","tags":["1.2","1.3"]}"""u8.ToArray());
        _answers["manifests/1.4"] = Answer.Error(404, "MANIFEST_UNKNOWN");
        await using var registry = Serve();
        var missing = await FailureAsync(registry, "1.4");
        missing.Reason.Should().Be(ImageTestReason.NotFound);
        missing.Message.Should().Contain($"registry {registry.Address} does not have the image example/app:1.4.").And.Contain("It has example/app with the tags 1.2, 1.3.");
    }

    [Fact]
    public async Task A_layer_that_is_not_there_is_told_with_its_number()
    {
        Put("1.4", Configuration("linux/amd64", _lower, _upper), _lower, _upper);
        _answers[$"blobs/{BlobDigest.Compute(_upper)}"] = Answer.Error(404, "BLOB_UNKNOWN");
        await using var registry = Serve();
        (await FailureAsync(registry, "1.4")).Should().BeEquivalentTo(new { Reason = ImageTestReason.NotFound, Layer = 1, Blob = BlobDigest.Compute(_upper) });
    }

    [Theory]
    [InlineData(404, "<html>not found</html>", ImageTestReason.NotUnderstood, "<html>not found")]
    [InlineData(200, "<html>login</html>", ImageTestReason.NotUnderstood, "it is no JSON")]
    [InlineData(200, "", ImageTestReason.NotUnderstood, "it is no JSON")]
    [InlineData(200, "[]", ImageTestReason.NotUnderstood, "the whole is a list where an object belongs")]
    [InlineData(200, "{}", ImageTestReason.NotUnderstood, "the whole is an object where a manifest or an index belongs")]
    [InlineData(200, """{"config":{"digest":"../../../x","size":1},"layers":[]}""", ImageTestReason.NotUnderstood, "config is an object where a descriptor with a digest belongs")]
    [InlineData(500, "{}", ImageTestReason.NotUnderstood, "answered 500")]
    [InlineData(503, "down", ImageTestReason.NotUnderstood, "It answered 503 (ServiceUnavailable): down.")]
    [InlineData(403, "", ImageTestReason.AccessDenied, "or has no such repository")]
    [InlineData(429, "", ImageTestReason.Busy, "does not say when to ask again")]
    [InlineData(200, """{"schemaVersion":1,"mediaType":"application/vnd.docker.distribution.manifest.v1+json","fsLayers":[]}""", ImageTestReason.Unsupported,
        "application/vnd.docker.distribution.manifest.v1+json")]
    [InlineData(200, """{"schemaVersion":2,"config":{"mediaType":"application/vnd.cncf.helm.config.v1+json","digest":"x","size":1},"layers":[]}""", ImageTestReason.Unsupported,
        "application/vnd.cncf.helm.config.v1+json")]
    public async Task Other_answers_are_errors_of_their_own_kind(int status, string body, ImageTestReason reason, string part)
    {
        _answers["manifests/1.4"] = new Answer(status, Encoding.UTF8.GetBytes(body));
        await using var registry = Serve();
        var failure = await FailureAsync(registry, "1.4");
        failure.Reason.Should().Be(reason);
        failure.Message.Should().Contain(part).And.StartWith($"Image {registry.Address}/example/app:1.4 cannot be read: ");
    }

    [Fact]
    public async Task Who_is_asked_too_often_is_asked_again_when_it_says_if_that_is_soon()
    {
        var manifest = Put("1.4", Configuration("linux/amd64", _lower), _lower);
        var busy = 2;
        await using var registry = Serve(_ => busy-- > 0 ? Answer.Error(429, "TOOMANYREQUESTS", "Retry-After: 0") : null);
        (await ReadAsync(registry, "1.4")).Digest.Should().Be(BlobDigest.Compute(manifest));
        await using var later = Serve(_ => Answer.Error(429, "TOOMANYREQUESTS", "Retry-After: 3600"));
        (await FailureAsync(later, "1.4")).Should().Match<ImageTestException>(e => e.Reason == ImageTestReason.Busy && e.Message.Contains("wants to be asked again in 3600 s, at "));
        var date = TimeProvider.System.GetUtcNow().AddHours(2).ToString("r", CultureInfo.InvariantCulture);
        await using var dated = Serve(_ => Answer.Error(429, "TOOMANYREQUESTS", "Retry-After: " + date));
        (await FailureAsync(dated, "1.4")).Message.Should().Contain($"at {date.Split(' ')[4]} UTC");
        await using var never = Serve(_ => Answer.Error(429, "TOOMANYREQUESTS", "Retry-After: 0"));
        (await FailureAsync(never, "1.4")).Reason.Should().Be(ImageTestReason.Busy);
        never.Asked.Should().HaveCount(4);
    }

    [Fact]
    public async Task What_stalls_or_breaks_off_is_told_as_that()
    {
        Put("1.4", Configuration("linux/amd64", _upper), _upper);
        var soon = new RegistryReadOptions { AnswerWithin = TimeSpan.FromSeconds(2) };
        await using var silent = Serve(_ => new Answer(200, []) { IsSilent = true });
        (await FailureAsync(silent, "1.4", soon)).Should().Match<ImageTestException>(e => e.Reason == ImageTestReason.Unreachable && e.Message.Contains("gave nothing for 2 s"));
        _answers[$"blobs/{BlobDigest.Compute(_upper)}"] = new Answer(200, _upper[..5000]) { Length = _upper.Length, Stalls = true };
        await using var stalling = Serve();
        (await FailureAsync(stalling, "1.4", soon)).Should().Match<ImageTestException>(e => e.Reason == ImageTestReason.Unreachable && e.Layer == 0 && e.Message.Contains("gave nothing for 2 s"));
        (await FailureAsync(stalling, "1.4", new RegistryReadOptions { ReadWithin = TimeSpan.FromMilliseconds(300) })).Should()
            .Match<ImageTestException>(e => e.Reason == ImageTestReason.Unreachable && e.Message.Contains("had not given all within"));
        _answers[$"blobs/{BlobDigest.Compute(_upper)}"] = new Answer(200, _upper[..5000]) { Length = _upper.Length };
        await using var breaking = Serve();
        (await FailureAsync(breaking, "1.4")).Should().Match<ImageTestException>(e => e.Reason == ImageTestReason.Unreachable && e.Layer == 0);
    }

    [Fact]
    public async Task Who_gives_up_is_heeded()
    {
        await using var silent = Serve(_ => new Answer(200, []) { IsSilent = true });
        using var end = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var read = () => ImageUnderTest.FromRegistryAsync($"{silent.Address}/example/app:1.4", end.Token);
        await read.Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Nobody_who_answers_is_told_as_that()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var address = closed.LocalEndpoint.ToString();
        closed.Stop();
        var read = () => ImageUnderTest.FromRegistryAsync($"{address}/example/app:1.4", Token);
        (await read.Should().ThrowAsync<ImageTestException>().WithMessage("Image * cannot be read: *")).Which.Should()
            .Match<ImageTestException>(e => e.Reason == ImageTestReason.Unreachable && e.Message.Contains("Connection refused"));
        var secure = () => ImageUnderTest.FromRegistryAsync($"{address}/example/app:1.4", new RegistryReadOptions { PlainHttp = false }, Token);
        (await secure.Should().ThrowAsync<ImageTestException>()).Which.Reason.Should().Be(ImageTestReason.Unreachable);
    }

    [Fact]
    public async Task A_name_says_its_registry()
    {
        var read = () => ImageUnderTest.FromRegistryAsync("example/app:1.4", Token);
        (await read.Should().ThrowAsync<ImageTestException>()).WithMessage("Image example/app:1.4 cannot be read: it names no registry.*host:5000/example/app:1.4*");
    }

    [Theory]
    [InlineData("manifest")]
    [InlineData("configuration")]
    [InlineData("layer")]
    [InlineData("unpacked layer")]
    [InlineData("longer layer")]
    [InlineData("number of layers")]
    public async Task What_is_not_what_its_digest_says_is_damaged(string what)
    {
        var packed = Gzip(_lower);
        var configuration = Configuration("linux/amd64", what == "unpacked layer" ? _upper : _lower);
        var manifest = Put("1.4", configuration, what == "number of layers" ? [packed, packed] : [packed]);
        if (what == "manifest") _answers["manifests/1.4"] = new Answer(200, manifest, ManifestType, $"Docker-Content-Digest: {BlobDigest.Compute(packed)}");
        if (what == "configuration") _answers[$"blobs/{BlobDigest.Compute(configuration)}"] = new Answer(200, "{}"u8.ToArray());
        // In gzip's own sum: a byte of what is packed may stand for the same zeros as before, and then what is remembered is right.
        if (what == "layer") _answers[$"blobs/{BlobDigest.Compute(packed)}"] = new Answer(200, Flipped(packed, packed.Length - 8));
        if (what == "longer layer") _answers[$"blobs/{BlobDigest.Compute(packed)}"] = new Answer(200, [.. packed, 0, 0]);
        await using var registry = Serve();
        var failure = await FailureAsync(registry, "1.4");
        failure.Reason.Should().Be(ImageTestReason.Damaged);
        failure.Blob.Should().NotBeNull();
        (await FailureAsync(registry, "1.4")).Reason.Should().Be(ImageTestReason.Damaged, "nothing damaged is remembered");
    }

    [Fact]
    public async Task A_layer_must_have_its_own_digest_even_where_it_unpacks_to_the_right_one()
    {
        Put("1.4", Configuration("linux/amd64", _lower), Gzip(_lower));
        _answers[$"blobs/{BlobDigest.Compute(Gzip(_lower))}"] = new Answer(200, Flipped(Gzip(_lower), 9));
        await using var registry = Serve();
        (await FailureAsync(registry, "1.4")).Why.Should().Be($"its content has the digest {BlobDigest.Compute(Flipped(Gzip(_lower), 9))}");
    }

    [Fact]
    public async Task A_layer_of_an_unknown_form_is_named_with_its_media_type()
    {
        byte[] xz = [0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, 1, 2];
        Put("1.4", Configuration("linux/amd64", _lower), xz);
        await using var registry = Serve();
        (await FailureAsync(registry, "1.4")).Should().Match<ImageTestException>(e =>
            e.Reason == ImageTestReason.Unsupported && e.Layer == 0 && e.Message.Contains("it is xz, of the media type application/vnd.oci.image.layer.v1.tar"));
    }

    [Fact]
    public async Task Redirections_without_end_are_given_up()
    {
        _answers["manifests/1.4"] = new Answer(307, [], "Location: /v2/example/app/manifests/1.4");
        await using var registry = Serve();
        (await FailureAsync(registry, "1.4")).Should().Match<ImageTestException>(e => e.Reason == ImageTestReason.NotUnderstood && e.Message.Contains("redirects more than 5 times"));
    }

    private static byte[] Flipped(byte[] content, int at)
    {
        var flipped = content.ToArray();
        flipped[at] ^= 0x40;
        return flipped;
    }

    private byte[] Put(string tag, byte[] configuration, params byte[][] layers)
    {
        foreach (var blob in layers.Append(configuration)) _answers[$"blobs/{BlobDigest.Compute(blob)}"] = new Answer(200, blob);
        return PutManifest(tag, Json(new JsonObject
        {
            ["schemaVersion"] = 2,
            ["config"] = Descriptor(configuration, "application/vnd.oci.image.config.v1+json"),
            ["layers"] = new JsonArray([.. layers.Select(layer => (JsonNode)Descriptor(layer, "application/vnd.oci.image.layer.v1.tar"))]),
        }));
    }

    private byte[] PutManifest(string tag, byte[] manifest)
    {
        _answers[$"manifests/{tag}"] = new Answer(200, manifest, ManifestType);
        return manifest;
    }

    private LoopbackServer Serve(Func<string, Answer?>? first = null) =>
        new((path, who) => first?.Invoke(who) ?? _answers.GetValueOrDefault(path.Replace("/v2/example/app/", "", StringComparison.Ordinal)) ?? Answer.Error(404, "BLOB_UNKNOWN"));

    private static Task<ImageUnderTest> ReadAsync(LoopbackServer registry, string tag, RegistryReadOptions? options = null) =>
        ImageUnderTest.FromRegistryAsync($"{registry.Address}/example/app:{tag}", options ?? new RegistryReadOptions(), Token);

    private static async Task<ImageTestException> FailureAsync(LoopbackServer registry, string tag, RegistryReadOptions? options = null)
    {
        var read = () => ReadAsync(registry, tag, options);
        return (await read.Should().ThrowAsync<ImageTestException>().WithMessage("Image * cannot be read: *")).Which;
    }
}
