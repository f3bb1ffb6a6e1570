using System.Net;
using System.Text.Json;

namespace InfraSpecs.Visualizer.Tests.Web;

public sealed class WebServerTests
{
    [Theory]
    [InlineData("", "text/html")]
    [InlineData("page.css", "text/css")]
    [InlineData("page.js", "text/javascript")]
    [InlineData("icon.svg", "image/svg+xml")]
    [InlineData("view?now", "application/json")]
    [InlineData("healthz", "text/plain")]
    public async Task Answers_with_a_policy_that_lets_in_nothing_from_elsewhere(string path, string type)
    {
        await using var site = new Site();
        using var answer = await site.Client.GetAsync(path, Token);
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.Should().Be(type);
        (await answer.Content.ReadAsStringAsync(Token)).Should().NotBeEmpty();
        answer.Headers.GetValues("Content-Security-Policy").Should().ContainSingle().Which.Should()
            .StartWith("default-src 'none'").And.NotContainAny("unsafe", "http", "*", "data:");
        answer.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
    }

    [Theory]
    [InlineData("containers/json")]
    [InlineData("tasks")]
    [InlineData("apis/tasks")]
    [InlineData("../tasks")]
    public async Task Nothing_of_the_engine_is_handed_through(string path)
    {
        await using var site = new Site();
        using var answer = await site.Client.GetAsync(path, Token);
        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
        site.Engine.Asked.Should().BeEmpty();
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    public async Task Only_asking_is_allowed(string method)
    {
        await using var site = new Site();
        using var request = new HttpRequestMessage(new HttpMethod(method), "view");
        using var answer = await site.Client.SendAsync(request, Token);
        answer.StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);
        site.Engine.Asked.Should().BeEmpty();
    }

    [Fact]
    public async Task The_picture_has_no_variables_secrets_or_tokens()
    {
        await using var site = new Site();
        var nodes = Answers.Nodes.Replace("\"Version\"", "\"JoinTokens\": {\"Worker\": \"SWMTKN-1-hunter2\"}, \"Version\"", StringComparison.Ordinal);
        site.Engine.Answers["/nodes"] = ("200 OK", nodes);
        Answers.Tasks.Should().Contain("hunter2", "what is looked for is in what is read");
        (await site.Client.GetStringAsync("view", Token)).Should().Contain("\"service\":\"echo\"").And.NotContain("hunter2").And.NotContain("PASSWORD");
    }

    [Fact]
    public async Task What_the_cluster_says_cannot_end_the_text_that_it_is_in()
    {
        await using var site = new Site();
        var text = await site.Client.GetStringAsync("view", Token);
        text.Should().NotContainAny("<", "\n");
        JsonSerializer.Deserialize(text, ViewJson.Default.ClusterView)!.Services.Should().Contain(it => it.Trouble != null && it.Trouble.Contains("/<img"));
    }

    [Fact]
    public async Task A_cluster_that_cannot_be_read_is_told_in_the_picture()
    {
        await using var site = new Site();
        site.Engine.Answers["/nodes"] = ("503 Service Unavailable", """{"message":"This node is not a swarm manager."}""");
        var view = JsonSerializer.Deserialize(await site.Client.GetStringAsync("view", Token), ViewJson.Default.ClusterView)!;
        view.Problem.Should().Be("The engine says: This node is not a swarm manager.");
    }

    [Theory]
    [InlineData("\r\n\r\n")]
    [InlineData("GET\r\n\r\n")]
    [InlineData("GET http://elsewhere/ HTTP/1.1\r\n\r\n")]
    [InlineData("GET / SPDY/3\r\n\r\n")]
    public async Task What_is_no_request_is_refused(string bytes)
    {
        await using var site = new Site();
        (await site.SendAsync([.. bytes.Select(it => (byte)it)], Token)).Should().StartWith("HTTP/1.1 400 Bad Request\r\n");
    }

    [Fact]
    public async Task A_request_without_end_is_refused()
    {
        await using var site = new Site();
        (await site.SendAsync([.. Enumerable.Repeat((byte)'a', 16 << 10)], Token)).Should().StartWith("HTTP/1.1 400 Bad Request\r\n");
    }

    [Fact]
    public async Task Head_is_answered_without_a_body()
    {
        await using var site = new Site();
        (await site.SendAsync([.. "HEAD /healthz HTTP/1.1\r\n\r\n"u8], Token)).Should().StartWith("HTTP/1.1 200 OK\r\n").And.EndWith("\r\n\r\n");
    }
}
