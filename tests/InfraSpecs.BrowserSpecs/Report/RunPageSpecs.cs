using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace InfraSpecs.BrowserSpecs;

[RequiresBrowser]
[Trait("Beyond", "true")]
public sealed class RunPageSpecs
{
    private static readonly InventedRun Run = new() { Left = ["container web-1 (example/web)"] };

    [Fact]
    public async Task A_screen_reader_finds_the_verdict_the_numbers_and_each_red_spec_with_its_cause()
    {
        await using var run = await DrawnRun.OpenAsync(Run);
        await Expect(run.Page.Locator("body")).ToMatchAriaSnapshotAsync("""
            - banner:
              - heading "3 of 46 specs are red" [level=1]
              - paragraph: /Sat 28 Nov 2026, 02:13 UTC.*ci-14, 2 cores/
            - main:
              - list:
                - listitem: 2 failed
                - listitem: 1 timed out
                - listitem: 41 passed
                - listitem: 2 skipped
                - listitem: /5 min .* by the clock/
                - listitem: 118 containers made
                - listitem: 1 left behind
                - listitem: 1.1 GiB most memory at once
              - paragraph: /Left behind. container web-1/
              - region "What is red, and why":
                - heading "What is red, and why" [level=2]
                - article "Nightly backup runs at half past two":
                  - heading "Nightly backup runs at half past two" [level=3]
                  - paragraph: /worker03 did not come back/
                - article "A job that fails is seen by its exit code"
                - article "Four replicas of ports spread over four nodes"
              - region "The run over time"
              - region "What it cost, and what would make it cheaper"
              - region "All specs"
            - contentinfo: /Drawn by InfraSpecs/
            """);
        var pictures = await run.Page.Locator("[role=img]").EvaluateAllAsync<string[]>("all => all.map(it => it.getAttribute('aria-label'))");
        pictures.Should().HaveCount(7).And.Contain(it => it.StartsWith("set-up 7.9 s, waiting 34.2 s", StringComparison.Ordinal) && it.Contains("worker03 was killed (SIGKILL) at 19.4 s"))
            .And.Contain(it => it.StartsWith("Answer times of 660 requests", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Category", "Picture")]
    public async Task It_is_as_the_picture_in_README()
    {
        await using var run = await DrawnRun.OpenAsync(new InventedRun());
        await Picture.VerifyAsync(run.Page, "report", 965, "The page of a run: three red specs, each with its cause, what it waited for, and what happened meanwhile");
    }

    [Fact]
    public async Task Every_section_is_seen()
    {
        await using var run = await DrawnRun.OpenAsync(Run);
        var node = run.Page.Locator("#red-1");
        string[] texts = ["What to do: run specs with clocks", "What it waited for", "fault: killed (SIGKILL)", "Where tasks were", "ports.4 pending", "Last lines of worker03",
            "agent: session failed"];
        foreach (var text in texts)
            await Expect(node.GetByText(text).First).ToBeVisibleAsync();
        await Expect(run.Page.Locator("#red-2 svg polyline").First).ToBeVisibleAsync();
        await Expect(run.Page.Locator("#red-2 svg .gap")).ToHaveCountAsync(1);
        await Expect(run.Page.Locator("#red-3 table.diff tbody tr")).ToHaveCountAsync(3);
        await Expect(run.Page.Locator("#red-3 .steps li")).ToHaveCountAsync(3);
        await Expect(run.Page.Locator("h2:has-text('run over time') ~ .tl .lane")).ToHaveCountAsync(6);
        await Expect(run.Page.Locator(".advice").First).ToContainTextAsync("11 specs started a cluster of 4 nodes of their own");
        await Expect(run.Page.Locator("tr.row")).ToHaveCountAsync(46);
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    [InlineData(1920)]
    public async Task No_width_makes_it_scroll_sideways(int width)
    {
        await using var run = await DrawnRun.OpenAsync(new InventedRun { Hostile = new string('w', 150), Output = 60 }, width);
        await run.UnfoldAsync();
        (await run.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).Should().BeLessThanOrEqualTo(width);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task All_text_stands_out_from_what_is_behind_it(ColorScheme scheme)
    {
        await using var run = await DrawnRun.OpenAsync(Run, scheme: scheme);
        await run.UnfoldAsync();
        var contrasts = await Contrast.ReadAsync(run.Page);
        contrasts.Should().HaveCountGreaterThan(300).And.OnlyContain(it => double.Parse(it.Split(' ', 2)[0], CultureInfo.InvariantCulture) >= 4.5);
    }

    [Fact]
    public async Task The_two_themes_differ()
    {
        await using var light = await DrawnRun.OpenAsync(Run);
        await using var dark = await DrawnRun.OpenAsync(Run, scheme: ColorScheme.Dark);
        (await BackgroundAsync(light)).Should().Be("rgb(251, 251, 249)");
        (await BackgroundAsync(dark)).Should().Be("rgb(22, 24, 27)");

        static Task<string> BackgroundAsync(DrawnRun run) => run.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
    }

    [Fact]
    public async Task It_asks_nobody_and_no_script_fails()
    {
        await using var run = await DrawnRun.OpenAsync(Run);
        await run.UnfoldAsync();
        run.Asked.Should().BeEmpty();
        run.Troubles.Should().BeEmpty();
    }

    [Fact]
    public async Task What_was_recorded_is_text_whatever_it_looks_like()
    {
        await using var run = await DrawnRun.OpenAsync(new InventedRun { Hostile = "'\"><script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">" });
        await run.UnfoldAsync();
        await Expect(run.Page.Locator("img")).ToHaveCountAsync(0);
        await Expect(run.Page.Locator("script")).ToHaveCountAsync(1);
        (await run.Page.TitleAsync()).Should().Be("3 of 46 specs are red · InfraSpecs");
        (run.Asked, run.Troubles).Should().BeEquivalentTo((Array.Empty<string>(), Array.Empty<string>()));
    }
}
