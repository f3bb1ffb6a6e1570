using System.Collections.Concurrent;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace InfraSpecs.BrowserSpecs;

/// <summary>The visualizer's page in a browser, with what went wrong in it and whom it asked.</summary>
public sealed class VisualizerPage : IAsyncDisposable
{
    private const float Patience = 60_000;

    private readonly ConcurrentQueue<string> _troubles = new();
    private readonly ConcurrentQueue<Uri> _asked = new();

    public VisualizerPage(IPage page)
    {
        Page = page;
        page.SetDefaultTimeout(Patience);
        page.PageError += (_, error) => _troubles.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") _troubles.Enqueue(message.Text);
        };
        page.Request += (_, request) => _asked.Enqueue(new Uri(request.Url));
    }

    public IPage Page { get; }

    /// <summary>Errors of scripts, and what the browser complained of: what it was not let load, too.</summary>
    public IReadOnlyList<string> Troubles => [.. _troubles];

    /// <summary>Every address that the page asked.</summary>
    public IReadOnlyList<Uri> Asked => [.. _asked];

    public ILocator Node(string name) => Page.Locator($"[data-node][data-name='{name}']");

    public ILocator TasksOf(string service, string state) => Page.Locator($"#nodes [data-task][data-service='{service}'][data-state='{state}']");

    public Task ShowsAsync(ILocator what) => Expect(what).ToBeVisibleAsync(new() { Timeout = Patience });

    public Task SaysAsync(ILocator what, string text) => Expect(what).ToContainTextAsync(text, new() { Timeout = Patience });

    public Task HasAsync(ILocator what, int count) => Expect(what).ToHaveCountAsync(count, new() { Timeout = Patience });

    public Task IsAsync(ILocator what, string state) => Expect(what).ToHaveAttributeAsync("data-state", state, new() { Timeout = Patience });

    public Task IsLiveAsync() => IsAsync(Page.Locator("#link"), "live");

    /// <summary>Where the page shows the running tasks of a service: "worker01 echo.1", in order.</summary>
    public async Task<IReadOnlyList<string>> PlacesOfAsync(string service)
    {
        var places = await TasksOf(service, "running").EvaluateAllAsync<string[]>(
            "all => all.map(it => `${it.closest('[data-node]').dataset.name} ${it.dataset.service}.${it.dataset.slot}`)");
        return [.. places.Order(StringComparer.Ordinal)];
    }

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();
}
