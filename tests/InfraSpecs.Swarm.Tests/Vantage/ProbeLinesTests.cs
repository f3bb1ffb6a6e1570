namespace InfraSpecs.Swarm.Tests.Vantage;

public sealed class ProbeLinesTests
{
    [Fact]
    public void A_line_about_a_request_is_read_with_what_is_escaped_in_it()
    {
        var sample = ProbeLines.Sample("r\t1500\t2500\t200\t-\t=abc\t\t=a\\\\b\\xc3\\xa4\\x0a")!.Value;
        sample.Should().Be(new HttpSample
        {
            DueAt = TimeSpan.FromMilliseconds(1.5), Latency = TimeSpan.FromMilliseconds(2.5), Status = 200, Replica = "abc", BodyStart = "a\\bä\n",
        });
    }

    [Theory]
    [InlineData("503", "-", HttpFailure.Status)]
    [InlineData("0", "refused", HttpFailure.Refused)]
    [InlineData("0", "no-route", HttpFailure.NoRoute)]
    [InlineData("0", "timeout", HttpFailure.Timeout)]
    [InlineData("0", "name-unknown", HttpFailure.NameNotFound)]
    [InlineData("0", "reset", HttpFailure.Closed)]
    [InlineData("200", "broken", HttpFailure.Broken)]
    [InlineData("0", "no-socket", HttpFailure.NotSent)]
    public void Each_word_has_its_failure(string status, string word, HttpFailure failure) =>
        ProbeLines.Sample($"r\t0\t1\t{status}\t{word}\t\t\t=")!.Value.Failure.Should().Be(failure);

    [Theory]
    [InlineData("start")]
    [InlineData("end\t3\t4")]
    [InlineData("r\t1")]
    [InlineData("")]
    public void Other_lines_are_none(string line) => ProbeLines.Sample(line).Should().BeNull();

    [Theory]
    [InlineData("http://web:8080/a?b", "steady web 8080 /a?b 12.5 2000 X-Served-By X-Proxied-By")]
    [InlineData("http://web", "steady web 80 / 12.5 2000 X-Served-By X-Proxied-By")]
    public void An_address_is_handed_to_the_probe_in_parts(string url, string arguments) =>
        ProbeTarget.Parse(new Uri(url)).Arguments("steady", 12.5, new HttpProbeOptions()).Should().Equal(arguments.Split(' '));

    [Theory]
    [InlineData("https://web/")]
    [InlineData("ftp://web/")]
    public void An_address_that_is_not_http_is_refused(string url) =>
        FluentActions.Invoking(() => ProbeTarget.Parse(new Uri(url))).Should().Throw<ArgumentException>();
}
