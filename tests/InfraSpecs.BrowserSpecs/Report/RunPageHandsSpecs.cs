using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace InfraSpecs.BrowserSpecs;

/// <summary>By keyboard, by search, and without script.</summary>
[RequiresBrowser]
[Trait("Beyond", "true")]
public sealed class RunPageHandsSpecs
{
    private static readonly InventedRun Run = new();

    [Fact]
    public async Task What_is_folded_is_opened_and_closed_by_keyboard_and_the_focus_is_seen()
    {
        await using var run = await DrawnRun.OpenAsync(Run);
        await run.Page.Keyboard.PressAsync("Tab");
        var first = run.Page.Locator("#red-1 > details").First;
        await Expect(first.Locator("> summary")).ToBeFocusedAsync();
        (await run.Page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle + getComputedStyle(document.activeElement).outlineWidth")).Should().Be("solid3px");
        await run.Page.Keyboard.PressAsync("Enter");
        (await first.GetAttributeAsync("open")).Should().BeNull();
        await run.Page.Keyboard.PressAsync("Enter");
        (await first.GetAttributeAsync("open")).Should().NotBeNull();
    }

    [Fact]
    public async Task The_search_box_and_all_that_can_be_done_is_reached_with_tab()
    {
        await using var run = await DrawnRun.OpenAsync(Run);
        var reached = new List<string>();
        for (var i = 0; i < 80 && !reached.Contains("skipped 2"); i++)
        {
            await run.Page.Keyboard.PressAsync("Tab");
            reached.Add(await run.Page.EvaluateAsync<string>("document.activeElement.id || document.activeElement.textContent.slice(0, 60)"));
        }

        reached.Should().ContainInOrder("q", "all 46", "red 3", "passed 41", "skipped 2");
    }

    [Fact]
    public async Task Rows_are_found_by_words_and_by_verdict_and_counted_aloud()
    {
        await using var run = await DrawnRun.OpenAsync(Run);
        var rows = run.Page.Locator("tr.row:visible");
        await run.Page.Locator("#q").FillAsync("room0 BACKUP");
        await Expect(rows).ToHaveCountAsync(1);
        await Expect(run.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("1 of 46");
        await run.Page.Locator("#q").FillAsync("");
        await run.Page.GetByRole(AriaRole.Button, new() { Name = "red 3" }).ClickAsync();
        await Expect(rows).ToHaveCountAsync(3);
        await Expect(run.Page.GetByRole(AriaRole.Button, new() { Name = "red 3" })).ToHaveAttributeAsync("aria-pressed", "true");
        await run.Page.Locator("#q").FillAsync("there is no such");
        await Expect(rows).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_row_leads_to_its_red_spec()
    {
        await using var run = await DrawnRun.OpenAsync(Run);
        await run.Page.Locator("tr.row a").Nth(1).ClickAsync();
        await Expect(run.Page.Locator("#red-2 h3")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task What_is_compressed_is_inflated_when_it_is_opened()
    {
        await using var run = await DrawnRun.OpenAsync(Run);
        var before = run.Page.Locator("#red-1 details[data-gz]").First;
        await before.Locator("summary").ClickAsync();
        var text = run.Page.Locator("#red-1 details:has(> summary:text('The 200 lines before')) pre").Last;
        await Expect(text).ToContainTextAsync("02:14:00.000 err time=");
        (await text.TextContentAsync())!.Trim().Split('\n').Should().HaveCount(200);
    }

    [Fact]
    public async Task The_end_of_the_output_is_what_is_seen_of_it()
    {
        await using var run = await DrawnRun.OpenAsync(Run);
        var rest = await run.Page.Locator("#red-1 .tail").EvaluateAsync<double>("it => it.querySelector('pre').getBoundingClientRect().bottom - it.getBoundingClientRect().bottom");
        rest.Should().BeInRange(-3, 3);
    }

    [Fact]
    public async Task Without_script_all_of_it_can_be_read()
    {
        await using var run = await DrawnRun.OpenAsync(Run, script: false);
        await Expect(run.Page.Locator("tr.row:visible")).ToHaveCountAsync(46);
        await Expect(run.Page.Locator(".tools")).ToBeHiddenAsync();
        await Expect(run.Page.Locator("#red-1 .why")).ToBeVisibleAsync();
        await run.Page.GetByText("Claim and stack trace").First.ClickAsync();
        await Expect(run.Page.GetByText("Expected service ports to have 4 running tasks on 4 nodes, but 3 run on 3.").Last).ToBeVisibleAsync();
        await run.Page.GetByText("The 200 lines before").First.ClickAsync();
        await Expect(run.Page.GetByText("This part is compressed, and needs a script to be shown.").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task On_a_phone_texts_that_a_bar_has_no_room_for_stand_below_it()
    {
        await using var run = await DrawnRun.OpenAsync(Run, width: 390);
        await Expect(run.Page.GetByText("ports.4 pending: no suitable node (host-mode port already in use on 3 nodes; 1 node not available)").Last).ToBeVisibleAsync();
        await Expect(run.Page.Locator("table.all .b").First).ToBeHiddenAsync();
    }
}
