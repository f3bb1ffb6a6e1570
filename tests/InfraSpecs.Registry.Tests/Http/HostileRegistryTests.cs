using System.IO.Compression;
using System.Net;
using System.Text;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.Registry.Tests.Http;

/// <summary>A registry that is broken or means harm costs neither memory nor time without end, and gets no password for others.</summary>
public sealed class HostileRegistryTests
{
    private const string Digest = "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
    private static readonly ImageName Echo = ImageName.Parse("example/echo:latest");

    [Fact]
    public async Task A_manifest_without_end_is_read_to_the_promised_limit()
    {
        using var endless = new Endless();
        using var registry = new Scripted(_ => Ok(new StreamContent(endless)));
        var error = (await FluentActions.Awaiting(() => registry.Http.FindManifestAsync(Echo, Token)).Should().ThrowAsync<RegistryException>()
            .Where(e => e.Reason == RegistryReason.NotUnderstood)).Which;
        error.Message.Should().Contain("registry-1").And.Contain("the manifest example/echo:latest").And.Contain("longer than 4,194,304 bytes");
        endless.Given.Should().BeLessThan(5 << 20);
    }

    [Fact]
    public async Task A_manifest_that_is_said_to_be_too_long_is_not_read()
    {
        using var endless = new Endless();
        using var registry = new Scripted(_ => Ok(new StreamContent(endless) { Headers = { ContentLength = 2_200_000_000 } }));
        await FluentActions.Awaiting(() => registry.Http.FindManifestAsync(Echo, Token)).Should().ThrowAsync<RegistryException>().Where(e => e.Reason == RegistryReason.NotUnderstood);
        endless.Given.Should().Be(0);
    }

    [Fact]
    public async Task A_manifest_as_long_as_it_may_be_is_read()
    {
        using var registry = new Scripted(_ => Ok(new ByteArrayContent(new byte[4 << 20])));
        (await registry.Http.FindManifestAsync(Echo, Token))!.Bytes.Should().HaveCount(4 << 20);
    }

    [Fact]
    public async Task Lists_and_configurations_have_limits_too()
    {
        using var registry = new Scripted(_ => Ok(new StreamContent(new Endless())));
        (await FluentActions.Awaiting(() => TagsAsync(registry)).Should().ThrowAsync<RegistryException>().Where(e => e.Reason == RegistryReason.NotUnderstood))
            .WithMessage("*the tags of example/echo*longer than 16,777,216 bytes*");
        (await FluentActions.Awaiting(() => registry.Http.PlatformAsync("example/echo", new ContentDescriptor(Digest, 2, ""), Token)).Should().ThrowAsync<RegistryException>()
            .Where(e => e.Reason == RegistryReason.NotUnderstood))
            .WithMessage("*the configuration sha256:44*longer than 4,194,304 bytes*");
    }

    [Fact]
    public async Task An_error_without_end_is_still_an_error()
    {
        using var endless = new Endless();
        using var registry = new Scripted(_ => new HttpResponseMessage(HttpStatusCode.InternalServerError) { Content = new StreamContent(endless) });
        (await FluentActions.Awaiting(() => TagsAsync(registry)).Should().ThrowAsync<RegistryException>().Where(e => e.Reason == RegistryReason.Refused))
            .WithMessage("*the tags of example/echo*no reason*Status 500*");
        endless.Given.Should().BeLessThan(1 << 20);
    }

    [Fact]
    public async Task Pages_without_end_are_given_up()
    {
        var page = 0;
        using var registry = new Scripted(_ => Linked(Json("""{"tags":["a"]}"""), $"</v2/example/echo/tags/list?last={page++}>; rel=\"next\""));
        (await FluentActions.Awaiting(() => TagsAsync(registry)).Should().ThrowAsync<RegistryException>().Where(e => e.Reason == RegistryReason.NotUnderstood))
            .WithMessage("*the tags of example/echo*does not end: 10000 pages*");
    }

    [Theory]
    [InlineData("<http://evil.example/v2/example/echo/tags/list?last=a>; rel=\"next\"")]
    [InlineData("<//evil.example/v2/example/echo/tags/list?last=a>; rel=\"next\"")]
    public async Task A_link_to_another_host_is_not_followed_there(string link)
    {
        using var registry = new Scripted(number => number == 0 ? Linked(Json("""{"tags":["a"]}"""), link) : Json("""{"tags":["b"]}"""));
        await registry.Http.FindListAsync("/v2/example/echo/tags/list", "tags", "the tags", Token).ContinueWith(_ => { }, TaskScheduler.Default);
        registry.Asked.Should().OnlyContain(it => it.Uri.Host == "127.0.0.1");
    }

    [Fact]
    public async Task What_never_answers_is_told_as_that()
    {
        using var registry = new Scripted(_ => null) { Within = TimeSpan.FromMilliseconds(50) };
        (await FluentActions.Awaiting(() => TagsAsync(registry)).Should().ThrowAsync<RegistryException>().Where(e => e.Reason == RegistryReason.Unreachable))
            .WithMessage("registry-1 gave no answer: it was not complete within 0.05 s*");
    }

    [Fact]
    public async Task A_body_that_stops_is_told_as_that()
    {
        using var registry = new Scripted(_ => Ok(new StreamContent(new Silent()))) { Within = TimeSpan.FromMilliseconds(50) };
        (await FluentActions.Awaiting(() => registry.Http.FindManifestAsync(Echo, Token)).Should().ThrowAsync<RegistryException>().Where(e => e.Reason == RegistryReason.Unreachable))
            .WithMessage("*it was not complete within 0.05 s*");
        (await FluentActions.Awaiting(() => TagsAsync(registry)).Should().ThrowAsync<RegistryException>().Where(e => e.Reason == RegistryReason.Unreachable))
            .WithMessage("*it was not complete within 0.05 s*");
        await using var blob = new CheckedBlob(registry.Http, new Silent(), new ContentDescriptor(Digest, 2, ""), "blob");
        await blob.Awaiting(it => it.CopyToAsync(Stream.Null, Token)).Should().ThrowAsync<RegistryException>().Where(e => e.Reason == RegistryReason.Unreachable);
    }

    [Fact]
    public async Task A_caller_that_gives_up_meanwhile_is_heeded()
    {
        using var caller = new CancellationTokenSource(50);
        using var registry = new Scripted(_ => null);
        await FluentActions.Awaiting(() => registry.Http.FindManifestAsync(Echo, caller.Token)).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Redirections_in_a_circle_are_given_up()
    {
        using var registry = new Scripted(_ => Redirected("/v2/example/echo/manifests/latest"));
        (await FluentActions.Awaiting(() => registry.Http.FindManifestAsync(Echo, Token)).Should().ThrowAsync<RegistryException>().Where(e => e.Reason == RegistryReason.NotUnderstood))
            .WithMessage("*/v2/example/echo/manifests/latest*redirects more than 5 times*");
        registry.Asked.Should().HaveCount(6);
    }

    [Fact]
    public async Task Where_a_registry_sends_to_does_not_hear_who_asks()
    {
        using var registry = new Scripted(number => number == 0 ? Redirected("https://store.example/blob?signature=x") : Json("{}"));
        (await registry.Http.FindManifestAsync(Echo, Token))!.Digest.Should().Be(Digest);
        registry.Asked.Select(it => (it.Uri.Host, HasPassword: it.Authorization is not null)).Should().Equal(("127.0.0.1", true), ("store.example", false));
    }

    [Theory]
    [InlineData("http://store.example/blob")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://store.example/blob")]
    public async Task A_redirection_to_less_safety_is_refused(string to)
    {
        using var registry = new Scripted(_ => Redirected(to)) { Address = new Uri("https://127.0.0.1:5000") };
        (await FluentActions.Awaiting(() => registry.Http.FindManifestAsync(Echo, Token)).Should().ThrowAsync<RegistryException>().Where(e => e.Reason == RegistryReason.NotUnderstood))
            .WithMessage("*it redirects from https to *");
        registry.Asked.Should().ContainSingle();
    }

    [Fact]
    public async Task A_manifest_that_was_asked_for_by_digest_must_have_it()
    {
        using var registry = new Scripted(_ => Json("{} "));
        (await FluentActions.Awaiting(() => registry.Http.FindManifestAsync(Echo with { Tag = null, Digest = Digest }, Token)).Should().ThrowAsync<RegistryException>()
            .Where(e => e.Reason == RegistryReason.NotUnderstood))
            .WithMessage("*the content's digest is sha256:*");
    }

    [Theory]
    [InlineData("../../../etc")]
    [InlineData("sha256:../../x")]
    [InlineData("")]
    public async Task A_digest_that_is_none_is_refused_wherever_it_comes_from(string digest)
    {
        using var head = new Scripted(_ =>
        {
            var answer = Json("{}");
            answer.Headers.TryAddWithoutValidation("Docker-Content-Digest", digest);
            return answer;
        });
        await FluentActions.Awaiting(() => head.Http.FindDigestAsync(Echo, Token)).Should().ThrowAsync<RegistryException>().Where(e => e.Reason == RegistryReason.NotUnderstood);
        var manifest = new RawManifest(Encoding.UTF8.GetBytes($$"""{"config":{"digest":"{{digest}}","size":1},"layers":[]}"""), "", Digest);
        head.Http.Invoking(it => it.Parts(manifest, Echo)).Should().Throw<RegistryException>().Where(e => e.Reason == RegistryReason.NotUnderstood);
    }

    [Fact]
    public async Task What_is_packed_is_not_unpacked()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true)) await gzip.WriteAsync(new byte[64 << 20], Token);
        using var registry = new Scripted(_ => Ok(new ByteArrayContent(packed.ToArray()) { Headers = { ContentEncoding = { "gzip" } } }));
        await FluentActions.Awaiting(() => TagsAsync(registry)).Should().ThrowAsync<RegistryException>().Where(e => e.Reason == RegistryReason.NotUnderstood);
        RegistryHttp.NewClient(null).Dispose();
    }

    private static Task<IReadOnlyList<string>?> TagsAsync(Scripted registry) => registry.Http.FindListAsync("/v2/example/echo/tags/list", "tags", "the tags of example/echo", Token);

    private static HttpResponseMessage Ok(HttpContent content) => new(HttpStatusCode.OK) { Content = content };

    private static HttpResponseMessage Json(string text) => Ok(new StringContent(text, Encoding.UTF8, "application/json"));

    private static HttpResponseMessage Linked(HttpResponseMessage answer, string link)
    {
        answer.Headers.TryAddWithoutValidation("Link", link);
        return answer;
    }

    private static HttpResponseMessage Redirected(string to) => new(HttpStatusCode.TemporaryRedirect) { Headers = { Location = new Uri(to, UriKind.RelativeOrAbsolute) } };

    /// <summary>Answers each request by its number; null never answers.</summary>
    private sealed class Scripted(Func<int, HttpResponseMessage?> answer) : HttpMessageHandler
    {
        public List<(Uri Uri, string? Authorization)> Asked { get; } = [];

        public TimeSpan? Within { get; init; }

        public Uri Address { get; init; } = new("http://127.0.0.1:5000");

        public RegistryHttp Http => new(new HttpClient(this, disposeHandler: false), "registry-1", () => Address, FakeRegistry.Jo, within: Within);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add((request.RequestUri!, request.Headers.Authorization?.ToString()));
            var said = answer(Asked.Count - 1);
            if (said is null) await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            said!.RequestMessage = request;
            return said;
        }
    }

    private abstract class Source : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }
    }

    private sealed class Endless : Source
    {
        public long Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)' ');
            Given += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }
    }

    private sealed class Silent : Source
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await new TaskCompletionSource<int>().Task.WaitAsync(cancellationToken);
    }
}
