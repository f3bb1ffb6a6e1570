using System.Net;
using System.Net.Http.Headers;
using System.Text;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.Registry.Tests.Contents;

public sealed class ImageCheckingTests : IDisposable
{
    private const string ImageType = "application/vnd.oci.image.manifest.v1+json";
    private const string IndexType = "application/vnd.oci.image.index.v1+json";
    private static readonly byte[] Config = "{\"os\":\"linux\",\"architecture\":\"amd64\"}"u8.ToArray();
    private static readonly byte[] Layer = "a layer"u8.ToArray();

    private readonly Shelf _shelf = new();

    public void Dispose() => _shelf.Dispose();

    [Fact]
    public async Task An_index_with_all_that_it_names_is_whole()
    {
        var check = await CheckAsync(Index(Image()));
        check.Problems.Should().BeEmpty();
        (check.IsWhole, check.Manifests, check.Blobs, check.Bytes).Should().Be((true, 2, 2, Config.Length + Layer.Length));
    }

    [Fact]
    public async Task A_missing_layer_is_named()
    {
        var image = Image();
        _shelf.Remove(Layer);
        (await CheckAsync(image)).Problems.Should().Equal($"blob {Of(Layer)} is missing");
    }

    [Fact]
    public async Task A_missing_configuration_is_named()
    {
        var image = Image();
        _shelf.Remove(Config);
        (await CheckAsync(image)).Problems.Should().Equal($"blob {Of(Config)} is missing");
    }

    [Fact]
    public async Task A_missing_manifest_of_an_index_is_named_with_its_platform()
    {
        var image = Image();
        var index = Index(image);
        _shelf.Remove(image);
        (await CheckAsync(index)).Problems.Should().Equal($"manifest {Of(image)} (linux/amd64) is missing");
    }

    [Theory]
    [InlineData("a layer!", "has more than the 7 bytes that the manifest says")]
    [InlineData("a lay", "has 5 bytes, and the manifest says 7 bytes")]
    [InlineData("A layer", "its content has the digest sha256:")]
    public async Task A_layer_that_is_another_one_is_named(string content, string why)
    {
        var image = Image();
        _shelf.Replace(Layer, Encoding.UTF8.GetBytes(content));
        (await CheckAsync(image)).Problems.Should().ContainSingle().Which.Should().StartWith($"blob {Of(Layer)}: ").And.Contain(why);
    }

    [Fact]
    public async Task A_manifest_that_is_another_one_is_named()
    {
        var image = Image();
        var index = Index(image);
        _shelf.Replace(image, "{}"u8.ToArray());
        (await CheckAsync(index)).Problems.Should().ContainSingle().Which.Should().Contain(Of(image)).And.Contain("digest");
    }

    [Fact]
    public async Task A_size_and_a_type_that_the_index_has_wrong_are_named()
    {
        var image = Image();
        (await CheckAsync(Index(image, size: image.Length + 1))).Problems.Should().ContainSingle().Which.Should().Contain($"has {image.Length} bytes, and the index says {image.Length + 1} bytes");
        (await CheckAsync(Index(image, type: IndexType))).Problems.Should().ContainSingle().Which.Should().Contain($"is sent as {ImageType}, and the index says {IndexType}");
    }

    [Fact]
    public async Task What_the_registry_does_not_store_is_said_not_to_be_judged()
    {
        var layers = $$"""{"digest":"{{Of(Layer)}}","size":7},{"digest":"sha256:f","size":9,"urls":["https://elsewhere.example/f"]},{"digest":"blake3:{{new string('a', 64)}}","size":7}""";
        _shelf.Add(Layer, $"blake3:{new string('a', 64)}");
        var check = await CheckAsync(Image(layers));
        check.IsWhole.Should().BeTrue();
        check.NotJudged.Should().HaveCount(2).And.Contain("layer sha256:f, which the manifest says is elsewhere").And.ContainMatch("the digest blake3:*");
        $"{check}".Should().Contain("not judged: layer sha256:f");
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task A_layer_with_no_address_is_the_registrys_to_store(string urls)
    {
        var check = await CheckAsync(Image($$"""{"digest":"sha256:{{new string('0', 64)}}","size":7,"urls":{{urls}}}"""));
        check.Problems.Should().Equal($"blob sha256:{new string('0', 64)} is missing");
        check.NotJudged.Should().BeEmpty();
    }

    private byte[] Image(string? layers = null)
    {
        _shelf.Add(Config);
        _shelf.Add(Layer);
        layers ??= $$"""{"digest":"{{Of(Layer)}}","size":{{Layer.Length}}},{"digest":"{{Of(Layer)}}","size":{{Layer.Length}}}""";
        return _shelf.Add(Encoding.UTF8.GetBytes($$"""{"config":{"digest":"{{Of(Config)}}","size":{{Config.Length}}},"layers":[{{layers}}]}"""), type: ImageType);
    }

    private byte[] Index(byte[] image, int? size = null, string type = ImageType) => _shelf.Add(
        Encoding.UTF8.GetBytes($$$"""{"manifests":[{"digest":"{{{Of(image)}}}","size":{{{size ?? image.Length}}},"mediaType":"{{{type}}}","platform":{"os":"linux","architecture":"amd64"}}]}"""), type: IndexType);

    private async Task<ImageCheck> CheckAsync(byte[] manifest) => (await _shelf.Http.FindWholeAsync(new ImageName(null, "example/echo", null, Of(manifest)), Token))!;

    private static string Of(byte[] content) => RawManifest.DigestOf(content);

    /// <summary>A registry with what is put into it, by digest.</summary>
    private sealed class Shelf : HttpMessageHandler
    {
        private readonly Dictionary<string, (byte[] Content, string Type)> _things = [];

        public RegistryHttp Http => new(new HttpClient(this, disposeHandler: false), "registry-1", () => new Uri("http://127.0.0.1:5000"), null);

        public byte[] Add(byte[] content, string? digest = null, string type = "application/octet-stream")
        {
            _things[digest ?? Of(content)] = (content, type);
            return content;
        }

        public void Remove(byte[] content) => _things.Remove(Of(content));

        public void Replace(byte[] content, byte[] other) => _things[Of(content)] = (other, _things[Of(content)].Type);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.AbsolutePath;
            var found = _things.TryGetValue(path[(path.LastIndexOf('/') + 1)..], out var thing);
            var code = path.Contains("/manifests/", StringComparison.Ordinal) ? "MANIFEST_UNKNOWN" : "BLOB_UNKNOWN";
            return Task.FromResult(found
                ? new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request,
                    Content = new ByteArrayContent(thing.Content) { Headers = { ContentType = MediaTypeHeaderValue.Parse(thing.Type) } } }
                : new HttpResponseMessage(HttpStatusCode.NotFound) { RequestMessage = request, Content = new StringContent($$"""{"errors":[{"code":"{{code}}"}]}""") });
        }
    }
}
