using System.Text;
using InfraSpecs.Report;

namespace InfraSpecs.Tests.Report;

public sealed class MarkdownSummaryTests
{
    [Fact]
    public async Task Has_a_line_for_each_red_spec_and_the_cost()
    {
        var summary = MarkdownSummary.Of(await Given.RunAsync(new InventedRun { Left = ["volume data"] }));
        summary.Split('\n').Where(it => it.StartsWith("- ", StringComparison.Ordinal)).Should().HaveCount(3).And.Subject.First().Should().Be(
            "- ✗ **Nightly backup runs at half past two** (Shop.Specs.Room0Specs) failed after 43.3 s: worker03 did not come back after it was killed: its clock is one day behind, so it refuses "
            + "the managers' certificate. What to do: run specs with clocks that stand still only outside of Swarm nodes.");
        summary.Should().StartWith("## 3 of 46 specs are red\n")
            .And.Contain("41 passed, 2 skipped, 2 failed, 1 timed out, ").And.Contain("1 left behind (volume data).").And.Contain("\nCost: set-up ");
    }

    [Fact]
    public async Task Never_has_more_than_200_kB_and_counts_the_rest()
    {
        var summary = MarkdownSummary.Of(await Given.RunAsync([.. Enumerable.Range(0, 2_000).Select(i => $$"""{"k":"verdict","t":1,"spec":"{{i}}","state":"failed","message":"{{new string('漢', 900)}}"}""")]));
        Encoding.UTF8.GetByteCount(summary).Should().BeInRange(150_000, MarkdownSummary.MostBytes);
        summary.Should().Contain("more red specs\n").And.Contain("2,000 failed");
    }

    [Fact]
    public async Task What_was_recorded_is_text()
    {
        var summary = MarkdownSummary.Of(await Given.RunAsync("""{"k":"verdict","t":1,"spec":"a","state":"failed","name":"a_b | <b>","message":"[x](http://y) `c` &amp;\r\n\u001b[31m# no"}"""));
        summary.Split('\n')[2].Should().Be("- ✗ **a\\_b \\| &lt;b>** failed after 0 s: \\[x\\](http://y) \\`c\\` &amp;amp;");
    }
}
