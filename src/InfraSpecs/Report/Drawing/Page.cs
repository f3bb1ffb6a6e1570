using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace InfraSpecs.Report;

/// <summary>The page of a run: one file that asks nobody for anything.</summary>
internal static class Page
{
    /// <summary>Characters for all red specs together, so that the page stays below 3 MB.</summary>
    public const int ForRedSpecs = 2_000_000;

    private const int MostCards = 200;

    public static string Draw(RunFacts run)
    {
        var anchors = run.Red.Take(MostCards).Select((spec, i) => (spec, Name: $"red-{i + 1}")).ToDictionary(it => it.spec, it => it.Name);
        var (style, script) = (File("page.css"), File("page.js"));
        var html = new Html().AddRaw("<!doctype html>\n");
        html.Add($"""<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">""").Add($"\n");
        // What a container printed cannot become a script, nor ask anybody: the browser itself sees to it.
        html.Add($"""<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-{Hash(script)}'">""").Add($"\n");
        html.Add($"""<title>{run.Title} · InfraSpecs</title><link rel="icon" href="data:,"><style>""").AddRaw(style).Add($"</style></head><body>\n{Head.Draw(run)}<main>\n{Head.DrawNumbers(run)}");
        html.Add(Red(run, anchors));
        Section(html, "The run over time", RunOverTime.Draw(run));
        Section(html, "What it cost, and what would make it cheaper", CostSection.Draw(run));
        Section(html, "All specs", AllSpecs.Draw(run, anchors));
        html.Add($"""</main><footer>Drawn by InfraSpecs from {string.Join(", ", run.Processes.Take(20).Select(it => $"{it.Run}/{it.File}"))}. <code>infraspecs report</code> draws it again.</footer>""");
        return html.Add($"<script>").AddRaw(script).Add($"</script></body></html>\n").ToString();
    }

    private static void Section(Html html, string title, Html content)
    {
        if (content.Length > 0) html.Add($"""<section aria-label="{title}"><h2>{title}</h2>{content}</section>""").Add($"\n");
    }

    private static Html Red(RunFacts run, Dictionary<SpecFacts, string> anchors)
    {
        var html = new Html();
        var left = anchors.Count;
        foreach (var (spec, anchor) in anchors)
        {
            var share = (ForRedSpecs - html.Length) / left--;
            html.Add(Fitting(spec, anchor, share, run.Runs.Count > 1 ? spec.Process.Run : null));
        }

        if (run.Red.Count > anchors.Count) html.Add($"<p>{FailureText.Count(run.Red.Count - anchors.Count, "more red spec")}: see the table of all specs.</p>");
        var section = new Html();
        Section(section, "What is red, and why", html);
        return section;
    }

    private static Html Fitting(SpecFacts spec, string anchor, int share, string? run)
    {
        // What cannot fit need not be tried: a card has a size below which it has no room for its timeline, or for its output.
        var tried = Detail.FromMostToLeast[(share < 6_000 ? 2 : share < 20_000 ? 1 : 0)..];
        var cards = tried.Select(it => RedSpec.Draw(spec, anchor, it, run));
        return cards.FirstOrDefault(it => it.Length <= share) ?? RedSpec.Draw(spec, anchor, Detail.FromMostToLeast[^1], run);
    }

    private static string Hash(string script) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));

    private static string File(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream($"report/{name}")!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
