using System.Net;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.Registry.Tests.Http;

public sealed class RegistryHttpTests : IDisposable
{
    private const string Empty = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static readonly ImageName Echo = ImageName.Parse("example/echo:latest");

    private readonly FakeRegistry _registry = new();

    public void Dispose() => _registry.Dispose();

    [Fact]
    public async Task Pages_are_followed_to_the_last()
    {
        _registry.Answer(HttpStatusCode.OK, """{"repositories":["a","b"]}""", ("Link", "</v2/_catalog?last=b&n=1000>; rel=\"next\""))
            .Answer(HttpStatusCode.OK, """{"repositories":["c"]}""", ("Link", "<http://127.0.0.1:5000/v2/_catalog?last=c>; rel=\"next\""))
            .Answer(HttpStatusCode.OK, """{"repositories":null}""");
        (await CatalogAsync()).Should().Equal("a", "b", "c");
        _registry.Asked.Should().Equal("GET /v2/_catalog?n=1000", "GET /v2/_catalog?last=b&n=1000", "GET /v2/_catalog?last=c");
    }

    [Fact]
    public async Task A_page_that_leads_to_itself_ends_the_list()
    {
        var again = ("Link", "</v2/_catalog?n=1000>; rel=\"next\"");
        _registry.Answer(HttpStatusCode.OK, """{"repositories":["a"]}""", again);
        (await CatalogAsync()).Should().Equal("a");
    }

    [Fact]
    public async Task An_error_is_said_and_the_next_question_is_asked_anew()
    {
        _registry.Answer(HttpStatusCode.InternalServerError, """{"errors":[{"code":"UNKNOWN","message":"unknown error","detail":{"Op":"mkdir"}}]}""")
            .Answer(HttpStatusCode.OK, """{"repositories":[]}""");
        var error = (await FluentActions.Awaiting(CatalogAsync).Should().ThrowAsync<RegistryException>().Where(e => e.Reason == RegistryReason.Refused)).Which;
        error.Message.Should().Be("""
            registry-1 refused the list of repositories: unknown error (UNKNOWN).
              Status 500 (InternalServerError), asked as jo.
              What to do: look at what was asked, and at the registry's log.
            """);
        error.StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        (await CatalogAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task An_error_without_words_of_a_registry_is_still_one()
    {
        _registry.Answer(HttpStatusCode.BadGateway, "<html>bad gateway</html>");
        (await FluentActions.Awaiting(CatalogAsync).Should().ThrowAsync<RegistryException>().Where(e => e.Reason == RegistryReason.Refused)).WithMessage("*it gave no reason.*Status 502*");
    }

    [Fact]
    public async Task A_body_in_words_is_quoted_and_a_page_is_shown_below()
    {
        _registry.Answer(HttpStatusCode.MethodNotAllowed, "Method not allowed\n").Answer(HttpStatusCode.BadGateway, "<html>bad gateway</html>");
        (await FluentActions.Awaiting(CatalogAsync).Should().ThrowAsync<RegistryException>().Where(e => e.Reason == RegistryReason.Refused)).Which.Message
            .Should().StartWith("registry-1 refused the list of repositories: Method not allowed.\n");
        (await FluentActions.Awaiting(CatalogAsync).Should().ThrowAsync<RegistryException>().Where(e => e.Reason == RegistryReason.Refused)).Which.Message
            .Should().Contain("\n  It answered: <html>bad gateway</html>\n");
    }

    [Theory]
    [InlineData("<html>hello</html>")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"repositories":"a"}""")]
    [InlineData("""{"repositories":[1]}""")]
    [InlineData("")]
    public async Task What_is_no_answer_of_a_registry_is_shown(string body)
    {
        _registry.Answer(HttpStatusCode.OK, body);
        var error = (await FluentActions.Awaiting(CatalogAsync).Should().ThrowAsync<RegistryException>().Where(e => e.Reason == RegistryReason.NotUnderstood)).Which;
        error.Answer.Should().Be(body);
        error.Message.Should().StartWith("registry-1 gave an answer that is not understood, to the question for the list of repositories.\n  "
            + (body.Length == 0 ? "It is empty." : "It begins: " + body));
    }

    [Fact]
    public async Task Only_a_registrys_own_word_makes_a_manifest_one_that_is_not_there()
    {
        _registry.Answer(HttpStatusCode.NotFound, """{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}""")
            .Answer(HttpStatusCode.NotFound, "404 page not found");
        (await _registry.Http.FindManifestAsync(Echo, Token)).Should().BeNull();
        await FluentActions.Awaiting(() => _registry.Http.FindManifestAsync(Echo, Token)).Should().ThrowAsync<RegistryException>().Where(e => e.Reason == RegistryReason.Refused);
    }

    [Fact]
    public async Task A_manifest_that_is_not_what_its_digest_says_is_an_error()
    {
        _registry.Answer(HttpStatusCode.OK, "", ("Docker-Content-Digest", Empty)).Answer(HttpStatusCode.OK, "{}", ("Docker-Content-Digest", Empty));
        (await _registry.Http.FindManifestAsync(Echo, Token))!.Digest.Should().Be(Empty);
        (await FluentActions.Awaiting(() => _registry.Http.FindManifestAsync(Echo, Token)).Should().ThrowAsync<RegistryException>().Where(e => e.Reason == RegistryReason.NotUnderstood))
            .WithMessage("*but the content's digest is sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a*");
    }

    [Fact]
    public async Task A_digest_that_is_not_given_is_an_error()
    {
        _registry.Answer(HttpStatusCode.OK, "").Answer(HttpStatusCode.NotFound, "").Answer(HttpStatusCode.OK, "", ("Docker-Content-Digest", Empty));
        await FluentActions.Awaiting(() => _registry.Http.FindDigestAsync(Echo, Token)).Should().ThrowAsync<RegistryException>().Where(e => e.Reason == RegistryReason.NotUnderstood);
        (await _registry.Http.FindDigestAsync(Echo, Token)).Should().BeNull();
        (await _registry.Http.FindDigestAsync(Echo with { Tag = null, Digest = Empty }, Token)).Should().Be(Empty);
        _registry.Asked[^1].Should().Be($"HEAD /v2/example/echo/manifests/{Empty}");
    }

    [Fact]
    public async Task No_answer_is_an_error_that_names_the_address_and_no_secret()
    {
        _registry.Answer(() => throw new HttpRequestException("outer", new IOException("The response ended prematurely.")));
        var error = (await FluentActions.Awaiting(CatalogAsync).Should().ThrowAsync<RegistryException>().Where(e => e.Reason == RegistryReason.Unreachable)).Which;
        error.Message.Should().StartWith("registry-1 gave no answer: The response ended prematurely.\n  Asked at http://127.0.0.1:5000.\n");
        error.ToString().Should().NotContain("s3cret");
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_no_answer()
    {
        _registry.Answer(() => new HttpResponseMessage(HttpStatusCode.OK) { Content = new BrokenContent() });
        await FluentActions.Awaiting(CatalogAsync).Should().ThrowAsync<RegistryException>().Where(e => e.Reason == RegistryReason.Unreachable);
    }

    [Fact]
    public async Task A_caller_that_gives_up_is_heeded()
    {
        _registry.Answer(() => throw new TaskCanceledException());
        var ask = () => _registry.Http.FindListAsync("/v2/_catalog", "repositories", "x", new CancellationToken(canceled: true));
        await ask.Should().ThrowAsync<OperationCanceledException>();
    }

    private Task<IReadOnlyList<string>?> CatalogAsync() => _registry.Http.FindListAsync("/v2/_catalog", "repositories", "the list of repositories", Token);

    private sealed class BrokenContent : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new IOException("connection reset");

        protected override bool TryComputeLength(out long length)
        {
            length = 10;
            return true;
        }
    }
}
