namespace InfraSpecs.Report;

/// <summary>Every spec in a row, red ones first, then the longest. A script filters and searches; without it all are there.</summary>
internal static class AllSpecs
{
    private const int MostBars = 1_500;
    private const int MostRows = 6_000;

    public static Html Draw(RunFacts run, IReadOnlyDictionary<SpecFacts, string> anchors)
    {
        if (run.Specs.Count == 0) return new Html();
        var html = Tools(run);
        var longest = new Axis(0, Math.Max(1, run.Specs.Max(it => it.Took)));
        html.Add($"""<div class="far"><table class="all"><thead><tr><th>verdict</th><th>spec</th><th class="b">set-up · waiting · acting · tear-down</th><th class="n">took</th></tr></thead><tbody>""").Add($"\n");
        var rows = run.Specs.OrderBy(it => !it.IsRed).ThenByDescending(it => it.Took).Take(MostRows);
        foreach (var spec in rows) html.Add(Row(spec, anchors.GetValueOrDefault(spec), longest, bars: run.Specs.Count <= MostBars));
        html.Add($"</tbody></table></div>\n");
        var missing = run.Specs.Count - MostRows + run.Processes.Sum(it => it.Uncounted);
        return missing > 0 ? html.Add($"""<p class="meta">{FailureText.Count(missing, "more spec")}, the shortest ones, in the run's files.</p>""") : html;
    }

    private static Html Tools(RunFacts run)
    {
        var html = Html.Of($"""<div class="tools" hidden><input id="q" type="search" placeholder="Find a spec" aria-label="Find a spec" autocomplete="off">""");
        html.Add($"""<button type="button" data-s="" aria-pressed="true">all {run.Specs.Count}</button>""");
        (string Kind, string Text, int Count)[] kinds =
            [("red", "red", run.Red.Count), ("passed", "passed", run.Count(SpecState.Passed)), ("skipped", "skipped", run.Count(SpecState.Skipped))];
        foreach (var (kind, text, count) in kinds.Where(it => it.Count > 0)) html.Add($"""<button type="button" data-s="{kind}" aria-pressed="false">{text} {count}</button>""");
        return html.Add($"""<span id="found" role="status"></span></div>""").Add($"\n");
    }

    private static Html Row(SpecFacts spec, string? anchor, Axis axis, bool bars)
    {
        var (kind, tag) = spec.IsRed ? ("red", "bad") : spec.State == SpecState.Passed ? ("passed", "ok") : ("skipped", "");
        var html = Html.Of($"""<tr class="row" data-s="{kind}"><td class="v"><span aria-hidden="true">{Say.Sign(spec.State)}</span> <span class="tag {tag}">{Say.State(spec.State)}</span></td><td>""");
        html.Add(anchor is null ? Html.Of($"{spec.Title}") : Html.Of($"""<a href="#{anchor}">{spec.Title}</a>"""));
        if (spec.Class is { } type) html.Add($"<small>{type}</small>");
        if (spec.State == SpecState.Skipped && spec.Verdict?.Reason is { Length: > 0 } reason) html.Add($"<small>{FileLine.Cut(reason, 200)}</small>");
        if (spec.IsRed && anchor is null) html.Add($"<small>{FileLine.Cut(Say.Why(spec), 200)}</small>");
        html.Add($"""</td><td class="b">""");
        if (bars && spec.Took > 0) html.Add(Mini(spec, axis));
        return html.Add($"""</td><td class="n">{Say.Duration(spec.Took)}</td></tr>""").Add($"\n");
    }

    private static Html Mini(SpecFacts spec, Axis axis)
    {
        var html = Html.Of($"""<div class="mini" aria-hidden="true">""");
        var at = 0L;
        foreach (var part in Segment.Of(spec).GroupBy(it => it.What).OrderBy(it => it.Key).Select(it => (it.Key, Took: it.Sum(piece => piece.Took))))
        {
            if (axis.Width(at, at + part.Took) >= 0.2) html.Add(Lanes.One(axis, new(Say.Kind(part.Key), at, at + part.Took)));
            at += part.Took;
        }

        return html.Add($"</div>");
    }
}
