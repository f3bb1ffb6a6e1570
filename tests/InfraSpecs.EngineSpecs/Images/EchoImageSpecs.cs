using System.Net;
using System.Net.Sockets;
using System.Text;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Images;

[RequiresEngine]
public sealed class EchoImageSpecs(EngineFixture fixture)
{
    private const int Port = 8080;
    private const string Get = "GET / HTTP/1.1\r\nHost: echo\r\n\r\n";

    private Engine Engine => fixture.Engine;

    [Fact]
    public async Task It_says_hello_and_who_says_it()
    {
        await using var echo = await StartAsync();
        using var http = new HttpClient { BaseAddress = AddressOf(echo) };
        using var answer = await http.GetAsync(new Uri("/any/path?at=all", UriKind.Relative), Token);
        (await answer.Content.ReadAsStringAsync(Token)).Should().Be("Hello Docker!!\n");
        answer.Headers.GetValues("X-Served-By").Should().Equal(echo.Id[..12]);
        using var post = await http.PostAsync((Uri?)null, new StringContent(new string('x', 100_000)), Token);
        post.StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);
        (await echo.ExecAsync(["/echo", "--check"], new ExecOptions(), Token)).ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task MESSAGE_is_what_it_says_instead()
    {
        await using var echo = await StartAsync(("MESSAGE", "Grüß Gott"));
        using var http = new HttpClient { BaseAddress = AddressOf(echo) };
        (await http.GetStringAsync((Uri?)null, Token)).Should().Be("Grüß Gott\n");
    }

    [Theory]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\n\r\n", "405")]
    [InlineData("nonsense\r\n\r\n", "400")]
    [InlineData("\r\n\r\n", "400")]
    [InlineData("GET / HTTP/1.0\r\n\r\n", "200")]
    public async Task Whatever_is_asked_it_answers_and_goes_on(string request, string status)
    {
        await using var echo = await StartAsync();
        using var client = await ConnectAsync(echo);
        await SendAsync(client, request);
        (await ReadToEndAsync(client)).Should().StartWith($"HTTP/1.1 {status} ");
        using var next = await ConnectAsync(echo);
        await SendAsync(next, Get);
        (await ReadAnswerAsync(next)).Should().StartWith("HTTP/1.1 200 OK");
    }

    [Fact]
    public async Task Many_connections_with_half_a_request_hold_up_nobody()
    {
        await using var echo = await StartAsync();
        var slow = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => ConnectAsync(echo)));
        foreach (var client in slow) await SendAsync(client, Get[..10]);
        using (var quick = await ConnectAsync(echo))
        {
            await SendAsync(quick, Get + Get);
            (await ReadAnswerAsync(quick)).Should().Contain("Hello Docker!!");
        }

        foreach (var client in slow) await SendAsync(client, Get[10..]);
        var answers = await Task.WhenAll(slow.Select(ReadAnswerAsync));
        answers.Should().OnlyContain(answer => answer.StartsWith("HTTP/1.1 200 OK", StringComparison.Ordinal));
        foreach (var client in slow) client.Dispose();
    }

    [Fact]
    public async Task SIGTERM_ends_it_with_0_once_what_is_under_way_is_answered()
    {
        await using var echo = await StartAsync();
        using var idle = await ConnectAsync(echo);
        using var asking = await ConnectAsync(echo);
        await SendAsync(asking, Get);
        (await ReadAnswerAsync(asking)).Should().Contain("Hello Docker!!");
        var exit = await echo.StopAsync(TimeSpan.FromSeconds(10), Token);
        exit.Should().BeGraceful().And.HaveExitCode(0);
    }

    private Task<Container> StartAsync(params (string Name, string Value)[] variables) => StartAsync(variables.ToDictionary(it => it.Name, it => it.Value));

    private async Task<Container> StartAsync(Dictionary<string, string> variables)
    {
        var image = await Engine.Images.GetAsync("echo", Token);
        var echo = await Engine.StartAsync(Engine.NewContainer(image, "echo").WithLoopbackPort(Port).WithEnvironment(variables), Token);
        return await echo.WaitUntilAsync("an answer", async linked =>
        {
            var check = await echo.ExecAsync(["/echo", "--check"], new ExecOptions(), linked);
            return check.ExitCode == 0 ? Probe.Ready(echo) : Probe.NotYet<Container>("its own check fails");
        }, TimeSpan.FromSeconds(20), Token);
    }

    private static Uri AddressOf(Container echo)
    {
        var (host, port) = echo.GetPublishedAddress(Port);
        return new Uri($"http://{host}:{port}");
    }

    private static async Task<TcpClient> ConnectAsync(Container echo)
    {
        var client = new TcpClient();
        var address = AddressOf(echo);
        await client.ConnectAsync(address.Host, address.Port, Token);
        return client;
    }

    private static async Task SendAsync(TcpClient client, string text) => await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), Token);

    private static async Task<string> ReadToEndAsync(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream(), leaveOpen: true);
        return await reader.ReadToEndAsync(Token);
    }

    private static async Task<string> ReadAnswerAsync(TcpClient client)
    {
        var text = "";
        var part = new byte[4096];
        while (!text.Contains("!!\n", StringComparison.Ordinal))
        {
            var read = await client.GetStream().ReadAsync(part, Token);
            if (read == 0) return text + "(end)";
            text += Encoding.ASCII.GetString(part, 0, read);
        }

        return text;
    }
}
