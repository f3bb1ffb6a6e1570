using System.Text;
using System.Text.RegularExpressions;
using InfraSpecs.Report;

namespace InfraSpecs.Tests.Report.Drawing;

public sealed partial class PageTests
{
    private const string Spec = """{"k":"spec","t":100,"spec":"a","class":"Shop.Specs","name":"Sells bread"}""";

    [Fact]
    public async Task All_sections_come_in_their_order()
    {
        var page = Page.Draw(await Given.RunAsync(new InventedRun()));
        Heading().Matches(page).Select(it => it.Groups[1].Value).Should().Equal("What is red, and why", "The run over time", "What it cost, and what would make it cheaper", "All specs");
        Card().Matches(page).Select(it => it.Groups[1].Value).Should().Equal(
            "What it waited for", "The same as a table", "Where tasks were", "Last lines of worker03", "The 200 lines before", "Claim and stack trace", "Everything recorded", "Events", "Answers",
            "Inspect of manager", "Inspect of worker01", "Inspect of worker02", "Inspect of worker03");
        Says(page, "worker03 did not come back after it was killed: its clock is one day behind", "run specs with clocks that stand still", "worker03 said 9 times",
            "The last answer of service ports (asked 72 times, 5 different answers):", "<q>3 of 4 tasks run; ports.4 is pending: no suitable node</q>", "fault: killed (SIGKILL)",
            "title=\"ports.4 pending: no suitable node (host-mode", "started again", "No answer for 2.6 s, from 9.3 s to 11.9 s: connection refused.", "660 requests, 94 failed",
            "<del>48,113</del>", "<ins>(nothing)</ins>", "It ended: restored, with differences.", "out of memory", "(the same 3 times)", "11 specs started a cluster of 4 nodes of their own",
            "34.2 s for service ports", "the engine does not offer Ipvs");
    }

    [Fact]
    public async Task Nothing_that_was_recorded_becomes_markup()
    {
        const string hostile = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>\u0000</style></title>&";
        var run = await Given.RunAsync(new InventedRun { Hostile = hostile });
        var page = Page.Draw(run);
        page.Should().Contain("&quot;&#39;&gt;&lt;script&gt;alert(1)");
        Regex.Matches(page, "<script").Should().HaveCount(1, "that of the page itself");
        page.Should().NotContain("<img").And.NotContain("\0");
        Regex.Matches(page, "</style>|</title>|<title>|<main>").Should().HaveCount(4);
        Regex.Matches(page, "<details").Should().HaveSameCount(Regex.Matches(page, "</details>"));
    }

    [Fact]
    public async Task Five_hundred_specs_of_which_thirty_are_red_are_less_than_3_MB() => await IsSmallAsync(new InventedRun { Specs = 500, Red = 30, Output = 400 });

    [Theory]
    [InlineData(400, 400, 400)]
    [InlineData(12_000, 3, 10)]
    [InlineData(60, 60, 5_000)]
    public async Task Larger_runs_are_told_in_short_and_say_so(int specs, int red, int output) => await IsSmallAsync(new InventedRun { Specs = specs, Red = red, Output = output });

    [Fact]
    public async Task A_message_without_end_is_cut()
    {
        var page = Page.Draw(await Given.RunAsync([.. Enumerable.Range(0, 90).Select(i => $$"""{"k":"verdict","t":1,"spec":"{{i}}","state":"failed","message":"{{new string('m', 90_000)}}","stack":"{{new string('<', 60_000)}}"}""")]));
        Encoding.UTF8.GetByteCount(page).Should().BeLessThan(3_000_000);
        Says(page, "Told in short, for the page would be too large: all of it is in 1.jsonl.");
    }

    [Fact]
    public async Task Without_a_diagnosis_the_failures_first_line_and_its_advice_come_first()
    {
        var page = Page.Draw(await Given.RunAsync(Spec, """{"k":"verdict","t":900,"spec":"a","state":"failed","message":"InfraSpecs.WaitException : No bread.\n  It is Sunday.\n  What to do: bake <some>."}"""));
        Says(page, "<p class=\"why\">No bread.</p>", "<b>What to do:</b> bake &lt;some&gt;.", "<title>The spec is red · InfraSpecs</title>");
    }

    [Fact]
    public async Task A_killed_run_says_what_did_not_end() => Says(
        Page.Draw(await Given.RunAsync("""{"k":"run","t":0,"assembly":"MySpecs"}""", Spec)),
        "The recording of MySpecs has no end: the process was killed, or still runs. 1 spec of it did not end.", "It did not end: its process was killed, or still runs.", "did not end</span>");

    [Fact]
    public async Task What_is_left_behind_is_a_number_and_named() =>
        Says(Page.Draw(await Given.RunAsync(new InventedRun { Left = ["volume <data>"] })), "<li class=\"num bad\"><b>1</b> <span>left behind</span>", "Left behind: volume &lt;data&gt;.");

    [Fact]
    public async Task A_green_run_has_no_red_section()
    {
        var page = Page.Draw(await Given.RunAsync(new InventedRun { Red = 0, Specs = 5, Skipped = 1 }));
        page.Should().NotContain("What is red").And.Contain("<h1>All 4 specs are green</h1>");
    }

    [Fact]
    public async Task A_run_without_specs_says_so() => Says(Page.Draw(await Given.RunAsync("""{"k":"run","t":0}""")), "<h1>No spec was recorded</h1>");

    [Fact]
    public async Task Lines_that_cannot_be_read_are_counted() => Says(Page.Draw(await Given.RunAsync(Spec, "garbage", "")), "1 line of 1.jsonl could not be read, and is not in this page.");

    [Fact]
    public async Task What_was_not_recorded_is_told() => Says(
        Page.Draw(await Given.RunAsync(Spec, """{"k":"ev","t":9,"res":"r","name":"web","action":"start"}""", """{"k":"missing","t":10,"res":"r","what":"what it printed last","why":"the engine is lost"}""")),
        "Not recorded: what it printed last of web: the engine is lost.");

    [Fact]
    public async Task What_a_fixture_of_another_class_made_is_not_shown()
    {
        var page = Page.Draw(await Given.RunAsync(
            Spec, """{"k":"res","t":1,"res":"m","name":"mine","class":"Shop.Specs"}""", """{"k":"res","t":1,"res":"o","name":"other","class":"Bank.Specs"}""", """{"k":"res","t":1,"res":"a","name":"alls"}""",
            """{"k":"log","t":200,"res":"m","lines":[["out",null,"x"]]}""", """{"k":"log","t":200,"res":"o","lines":[["out",null,"x"]]}""", """{"k":"log","t":200,"res":"a","lines":[["out",null,"x"]]}""",
            """{"k":"fault","t":200,"fault":1,"class":"Bank.Specs","what":"paused","on":"other"}""", """{"k":"verdict","t":900,"spec":"a","state":"failed"}"""));
        Says(page, "Last lines of mine", "Last lines of alls");
        page.Should().NotContain("other");
    }

    [Fact]
    public async Task A_spec_whose_fixture_failed_has_what_the_fixture_waited_for() => Says(
        Page.Draw(await Given.RunAsync(
            """{"k":"work","t":1,"work":1,"class":"Shop.Specs","kind":"setup","what":"MySQL server"}""", """{"k":"wait","t":2,"wait":1,"class":"Shop.Specs","subject":"mysql answers","within":5000}""",
            """{"k":"answer","t":3,"wait":1,"text":"no answer yet"}""", """{"k":"waitend","t":5002,"wait":1,"how":"late"}""", """{"k":"workend","t":5003,"work":1,"error":"mysql did not answer"}""",
            """{"k":"verdict","t":5100,"spec":"a","class":"Shop.Specs","name":"Sells bread","state":"failed","message":"fixture threw"}""")),
        "<q>no answer yet</q>", "<td class=\"n\">before</td><td class=\"n\">5 s</td><td>fixture: wait for mysql answers</td><td>its deadline of 5 s passed: no answer yet</td>",
        "<td>fixture: MySQL server</td><td>mysql did not answer</td>");

    [Theory]
    [InlineData("2026-11-29T19:45:38.712311713Z", "19:45:38.712 hello")]
    [InlineData("2026-11-29T19:45:38Z", "19:45:38 hello")]
    [InlineData("02:14:07.412", "02:14:07.412 hello")]
    public async Task A_line_has_its_time_of_day(string time, string expected) => Says(
        Page.Draw(await Given.RunAsync(Spec, $$"""{"k":"log","t":200,"res":"a","lines":[["out","{{time}}","hello"]]}""", """{"k":"verdict","t":900,"spec":"a","state":"failed"}""")), $"<pre>{expected}\n");

    [Fact]
    public async Task A_spec_that_never_began_has_no_timeline() =>
        Page.Draw(await Given.RunAsync("""{"k":"verdict","t":9,"spec":"a","state":"failed","message":"ctor"}""")).Should().NotContain("What it waited for").And.Contain("ctor");

    private static async Task IsSmallAsync(InventedRun invented)
    {
        var page = Page.Draw(await Given.RunAsync(invented));
        Encoding.UTF8.GetByteCount(page).Should().BeInRange(100_000, 3_000_000);
        page.Should().EndWith("</html>\n");
    }

    private static void Says(string page, params string[] texts)
    {
        foreach (var text in texts) page.Should().Contain(text);
    }

    [GeneratedRegex("<h2>(.*?)</h2>")]
    private static partial Regex Heading();

    /// <summary>What can be opened in the first card.</summary>
    [GeneratedRegex("""(?<!<article.*id="red-2".*)<summary>(.*?)(?: <span|</summary>)""", RegexOptions.Singleline)]
    private static partial Regex Card();
}
