namespace InfraSpecs.Tests.Http;

public sealed class HttpGapTests
{
    [Theory]
    [InlineData("deployed 500,killed w1 1220,started w1 1900", "killed w1")]
    [InlineData("deployed 500", "deployed")]
    [InlineData("deployed 500,killed w1 1190", "killed w1")]
    [InlineData("started w1 1900", "started w1")]
    [InlineData("looked 3000", null)]
    public void What_broke_it_was_done_before_its_first_failure(string marks, string? mark)
    {
        var report = new HttpProbeReport
        {
            Url = new Uri("http://web/"),
            From = "this process",
            Duration = At(3000),
            Samples = [.. Enumerable.Range(0, 300).Select(it => Sample(it * 10, isGood: it is < 120 or > 200))],
            Marks = [.. marks.Split(',').Select(it => new HttpProbeMark(At(int.Parse(it.Split(' ')[^1])), it[..it.LastIndexOf(' ')]))],
        };
        var gap = HttpGap.LongestIn(report);
        gap.Mark?.What.Should().Be(mark);
        (gap.From, gap.To).Should().Be((At(1195), At(2015)));
    }

    private static TimeSpan At(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    // The first one that fails was sent before the kill, and broken by it.
    private static HttpSample Sample(int at, bool isGood) =>
        new() { DueAt = At(at), Latency = At(isGood ? 5 : 30), Failure = isGood ? HttpFailure.None : HttpFailure.Refused };
}
