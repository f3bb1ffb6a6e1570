namespace InfraSpecs.Tests.Http;

public sealed class HttpProbeTests
{
    private static readonly HttpProbeOptions Often = new() { RequestsPerSecond = 200, Timeout = TimeSpan.FromSeconds(10) };

    [Fact]
    public async Task Each_request_has_a_connection_of_its_own_and_tells_who_answered()
    {
        var connections = 0;
        await using var server = Listener.Answering(_ => $"HTTP/1.1 200 OK\r\nX-Served-By: r{Interlocked.Increment(ref connections) % 2}\r\nContent-Length: 2\r\n\r\nhi");
        await using var probe = await HttpProbe.StartAsync(UrlOf(server), Often, Token);
        probe.Mark("looked");
        await probe.WaitForRequestsAsync(20, Token);
        var report = await probe.StopAsync(Token);
        report.Failed.Should().Be(0);
        report.Total.Should().BeGreaterThanOrEqualTo(20).And.Be(connections);
        report.Replicas.Select(it => it.Name).Should().BeEquivalentTo("r0", "r1");
        report.Samples[0].BodyStart.Should().Be("hi");
        report.Marks.Should().ContainSingle().Which.What.Should().Be("looked");
        report.Samples.Select(it => it.DueAt).Should().Equal(Enumerable.Range(0, report.Total).Select(it => it * TimeSpan.FromMilliseconds(5)));
    }

    [Theory]
    [InlineData("HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n", HttpFailure.Status)]
    [InlineData("HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n", HttpFailure.Status)]
    [InlineData("HTTP/1.1 302 Go\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n", HttpFailure.None)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", HttpFailure.Broken)]
    [InlineData("", HttpFailure.Closed)]
    [InlineData("SSH-2.0-what\r\n", HttpFailure.Broken)]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n", HttpFailure.Status)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFF\r\nhalf", HttpFailure.Broken)]
    public async Task What_is_answered_decides_what_is_a_failure(string answer, HttpFailure failure)
    {
        await using var server = Listener.Answering(_ => answer);
        (await FirstOfAsync(UrlOf(server), Often)).Failure.Should().Be(failure);
    }

    [Fact]
    public async Task Nobody_there_is_refused_and_a_name_that_does_not_exist_is_not_found()
    {
        var server = Listener.Answering(_ => "");
        await server.DisposeAsync();
        (await FirstOfAsync(UrlOf(server), Often)).Failure.Should().Be(HttpFailure.Refused);
        (await FirstOfAsync(new Uri("http://nobody.invalid/"), Often)).Failure.Should().Be(HttpFailure.NameNotFound);
    }

    [Fact]
    public async Task A_server_that_is_silent_holds_nobody_up_and_times_out()
    {
        await using var server = Listener.Answering(number => number < 10 ? null : "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        await using var probe = await HttpProbe.StartAsync(UrlOf(server), Often with { Timeout = TimeSpan.FromSeconds(1) }, Token);
        await Wait.UntilAsync("answers", _ => ValueTask.FromResult(probe.ReadReport().Samples.Any(it => it.IsGood) ? Probe.Ready(true) : Probe.NotYet<bool>("none")), TimeSpan.FromSeconds(30), Token);
        probe.ReadReport().Failed.Should().Be(0, "the first have not timed out when later ones are answered");
        var report = await probe.StopAsync(Token);
        report.Failures.Should().ContainSingle().Which.Should().Match<HttpFailureCount>(it => it.Outcome == "timeout" && it.Count == 10);
        report.Max.Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_probe_that_is_lost_says_why_and_waits_for_it_end()
    {
        await using var probe = HttpProbe.Follow(new Uri("http://web/"), "worker01", new HttpProbeOptions(), (_, _) => throw new IOException("the node is gone"));
        await probe.Awaiting(it => it.WaitForRequestsAsync(1, Token)).Should().ThrowAsync<WaitException>().Where(e => e.Reason == WaitReason.Hopeless)
            .WithMessage("*because the probe was lost: the node is gone*");
        (await probe.StopAsync(Token)).Lost!.Why.Should().Be("the node is gone");
    }

    [Fact]
    public async Task What_cannot_be_meant_is_said_at_once()
    {
        var all = () => new HttpProbeOptions { RequestsPerSecond = 0, Timeout = TimeSpan.Zero, ReplicaHeader = "" }.Validate();
        all.Should().Throw<InvalidOptionsException>().Which.Errors.Should().HaveCount(3);
        await FluentActions.Awaiting(() => HttpProbe.StartAsync(new Uri("ftp://web/"), Often, Token)).Should().ThrowAsync<ArgumentException>();
    }

    private static async Task<HttpSample> FirstOfAsync(Uri url, HttpProbeOptions options)
    {
        await using var probe = await HttpProbe.StartAsync(url, options, Token);
        await probe.WaitForRequestsAsync(1, Token);
        return (await probe.StopAsync(Token)).Samples[0];
    }

    private static Uri UrlOf(Listener server) => new($"http://{server.Address}/");
}
