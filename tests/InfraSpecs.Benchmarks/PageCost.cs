using System.Globalization;
using System.Text.Json;
using InfraSpecs.Testing;
using Microsoft.Playwright;

namespace InfraSpecs.Benchmarks;

/// <summary>The page of a run of 500 specs, 30 of them red with 400 lines of output each: drawn, and opened in a browser.</summary>
internal static class PageCost
{
    private const string Browser = "/usr/bin/chromium";
    private const int Rounds = 10;

    public static async Task<IReadOnlyList<Row>> RunAsync(Engine engine, CancellationToken token)
    {
        var folder = Directory.CreateTempSubdirectory("infraspecs-page-");
        try
        {
            var run = new InventedRun { Specs = 500, Red = 30, Output = 400 }.WriteTo(folder.FullName);
            Samples drawing = new(), reading = new();
            await drawing.TimeAsync(() => RunReport.DrawAsync([run], token));
            var first = drawing.Last;
            for (var i = 0; i < Rounds; i++)
            {
                await drawing.TimeAsync(() => RunReport.DrawAsync([run], token));
                await reading.TimeAsync(() => ParseAsync(Directory.GetFiles(run).Single(), token));
            }

            var page = Path.Combine(Path.GetDirectoryName(run)!, RunReport.PageName);
            var size = (new FileInfo(page).Length / 1e6).ToString("0.0", CultureInfo.InvariantCulture);
            return
            [
                new("page of 500 specs: drawn, first in a process", first, reading.Median, "ms", "<= 1,000 ms", first <= 1000, $"30 red, 400 lines each, {size} MB; the floor parses each line of the run's file as JSON"),
                new("page of 500 specs: drawn again, median", drawing.Median, reading.Median, "ms", "<= 1,000 ms", drawing.Median <= 1000, $"{Rounds} times; the same floor"),
                await OpenAsync(page, folder.FullName),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<Row> OpenAsync(string page, string folder)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Browser, Args = ["--headless", "--no-sandbox", "--disable-gpu"] });
        var empty = Path.Combine(folder, "empty.html");
        await File.WriteAllTextAsync(empty, "<!doctype html><title>empty</title>");
        Samples ours = new(), floor = new();
        for (var i = 0; i < Rounds; i++)
        {
            await ours.TimeAsync(() => PaintAsync(page));
            await floor.TimeAsync(() => PaintAsync(empty));
        }

        return new("page of 500 specs: opened in chromium, median", ours.Median, floor.Median, "ms", "<= 500 ms", ours.Median <= 500,
            $"{Rounds} times, from the address to the second frame after the page has loaded, each in a context of its own; floor: an empty page");

        async Task PaintAsync(string file)
        {
            await using var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1280, Height = 900 } });
            var opened = await context.NewPageAsync();
            await opened.GotoAsync(new Uri(file).AbsoluteUri);
            await opened.EvaluateAsync("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        }
    }

    private static async Task ParseAsync(string file, CancellationToken token)
    {
        await foreach (var line in File.ReadLinesAsync(file, token))
        {
            using var json = JsonDocument.Parse(line);
        }
    }
}
