namespace InfraSpecs.Report;

/// <summary>The verdict, where it was given, and numbers.</summary>
internal static class Head
{
    private const int LeftTold = 20;

    public static Html Draw(RunFacts run)
    {
        var html = Html.Of($"""<header class="top"><h1>{run.Title}</h1><p class="meta">""");
        foreach (var fact in Facts(run)) html.Add($"<span>{fact}</span>\n");
        return html.Add($"</p></header>\n");
    }

    public static Html DrawNumbers(RunFacts run)
    {
        var html = Html.Of($"""<ul class="nums">""").Add($"\n");
        foreach (var (number, what, bad) in Numbers(run)) html.Add($"""<li class="num {(bad ? "bad" : "")}"><b>{number}</b> <span>{what}</span></li>""").Add($"\n");
        html.Add($"</ul>\n");
        foreach (var notice in Notices(run)) html.Add($"""<p class="notice">{notice}</p>""").Add($"\n");
        return html;
    }

    private static IEnumerable<string> Facts(RunFacts run)
    {
        if (run.Started is { } started) yield return $"{started:ddd d MMM yyyy, HH:mm} UTC";
        yield return $"{(run.Runs.Count == 1 ? "run" : "runs")} {string.Join(", ", run.Runs.Take(10))}";
        foreach (var host in run.Processes.Where(it => it.Host is not null).Select(it => $"{it.Host}, {FailureText.Count(it.Cores ?? 0, "core")}, {it.Os}").Distinct().Take(4)) yield return host;
        foreach (var engine in run.Processes.SelectMany(it => it.Engines).Distinct().Take(4)) yield return $"Docker {engine}";
        foreach (var commit in run.Processes.Select(it => it.Commit).OfType<string>().Distinct().Take(4)) yield return $"commit {FileLine.Cut(commit, 40)}";
        yield return string.Join(", ", run.Processes.Select(it => it.Assembly ?? it.File).Distinct().Take(20));
    }

    private static IEnumerable<(string Number, string What, bool Bad)> Numbers(RunFacts run)
    {
        foreach (var state in new[] { SpecState.Failed, SpecState.TimedOut, SpecState.Cancelled, SpecState.Unfinished, SpecState.Passed, SpecState.Skipped })
        {
            var count = run.Count(state);
            if (count > 0 || state is SpecState.Failed or SpecState.Passed) yield return ($"{count:N0}", Say.State(state), count > 0 && state is not (SpecState.Passed or SpecState.Skipped));
        }

        yield return (Say.Duration(run.Took), "by the clock", false);
        var ends = run.Processes.Select(it => it.End).OfType<EndFacts>().ToList();
        yield return ($"{run.Processes.Sum(it => it.End?.Containers ?? it.Resources.Count(res => res.Type == "container")):N0}", "containers made", false);
        if (ends.Count > 0) yield return ($"{run.Left.Count:N0}", "left behind", run.Left.Count > 0);
        if (ends.Any(it => it.Memory > 0)) yield return (Say.Bytes(ends.Max(it => it.Memory ?? 0)), "most memory at once", false);
    }

    private static IEnumerable<string> Notices(RunFacts run)
    {
        foreach (var process in run.Processes.Where(it => it.End is null))
        {
            var unfinished = process.Specs.Count(it => it.State == SpecState.Unfinished);
            yield return $"The recording of {process.Assembly ?? process.File} has no end: the process was killed, or still runs.{(unfinished > 0 ? $" {FailureText.Count(unfinished, "spec")} of it did not end." : "")}";
        }

        if (run.Left.Count > 0)
            yield return $"Left behind: {string.Join(", ", run.Left.Take(LeftTold))}{(run.Left.Count > LeftTold ? ", …" : "")}. What to do: infraspecs sweep removes what dead sessions left.";
        foreach (var process in run.Processes.Where(it => it.Missing.All > 0))
            yield return $"Not recorded: {string.Join("; ", process.Missing)}{(process.Missing.Forgotten > 0 ? $"; and {process.Missing.Forgotten} more" : "")}.";
        foreach (var process in run.Processes.Where(it => it.Unreadable > 0))
            yield return $"{FailureText.Count(process.Unreadable, "line")} of {process.File} could not be read, and {(process.Unreadable == 1 ? "is" : "are")} not in this page.";
    }
}
