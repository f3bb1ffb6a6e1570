using System.Collections.Concurrent;
using Microsoft.Playwright;
using static InfraSpecs.Xunit.Spec;
using static Microsoft.Playwright.Assertions;

namespace InfraSpecs.BrowserSpecs;

/// <summary>The page of an invented run, in a browser, with whom it asked and what went wrong in it.</summary>
public sealed class DrawnRun : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly Chromium _browser;
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly ConcurrentQueue<string> _troubles = new();

    private DrawnRun(TemporaryFolder folder, Chromium browser, IPage page)
    {
        (_folder, _browser, Page) = (folder, browser, page);
        page.Request += (_, request) => _asked.Enqueue(request.Url);
        page.PageError += (_, error) => _troubles.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") _troubles.Enqueue(message.Text);
        };
    }

    public IPage Page { get; }

    /// <summary>Every address that was asked, the page's own and its empty icon left out.</summary>
    public IReadOnlyList<string> Asked => [.. _asked.Where(it => !it.StartsWith("file:", StringComparison.Ordinal) && it != "data:,")];

    public IReadOnlyList<string> Troubles => [.. _troubles];

    public static async Task<DrawnRun> OpenAsync(InventedRun run, int width = 1280, ColorScheme scheme = ColorScheme.Light, bool script = true)
    {
        var folder = new TemporaryFolder();
        var report = await RunReport.DrawAsync([run.WriteTo(folder.FullName)], Token);
        var browser = await Chromium.StartAsync();
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = scheme, JavaScriptEnabled = script });
        var drawn = new DrawnRun(folder, browser, page);
        await page.GotoAsync(new Uri(report.Page).AbsoluteUri);
        return drawn;
    }

    /// <summary>Opens all that is folded.</summary>
    public async Task UnfoldAsync()
    {
        await Page.EvaluateAsync("document.querySelectorAll('details').forEach(it => it.open = true)");
        await Expect(Page.Locator("details[data-gz]")).ToHaveCountAsync(0);
    }

    public async ValueTask DisposeAsync()
    {
        await Page.Context.DisposeAsync();
        await _browser.DisposeAsync();
        _folder.Dispose();
    }
}
