namespace InfraSpecs.Report;

/// <summary>What differs, and what a drill did.</summary>
internal static class Tables
{
    public static Html Draw(DiffFacts diff, Detail detail)
    {
        var html = Html.Of($"""<div class="scroll"><table class="diff"><thead><tr><th>where</th><th>before</th><th>after</th></tr></thead><tbody>""");
        foreach (var (where, before, after) in diff.Rows.Take(detail.Rows))
        {
            html.Add($"<tr><td>{where}</td>");
            if (after is null) html.Add($"""<td class="was" colspan="2">{before}</td></tr>""").Add($"\n");
            else html.Add($"""<td><del>{Shown(before)}</del></td><td class="was"><ins>{Shown(after)}</ins></td></tr>""").Add($"\n");
        }

        html.Add($"</tbody></table></div>");
        if (diff.All > Math.Min(diff.Rows.Count, detail.Rows)) html.Add($"""<p class="meta">{FailureText.Count(diff.All - Math.Min(diff.Rows.Count, detail.Rows), "more row")} differ.</p>""");
        return html;
    }

    public static Html Draw(DrillFacts drill)
    {
        var all = Math.Max(1, drill.Steps.Sum(it => it.Took));
        var html = Html.Of($"""<ol class="steps">""");
        foreach (var (step, took) in drill.Steps)
            html.Add($"""<li><span>{step}</span> <span class="n">{Say.Duration(took)}</span><i style="width:{Math.Clamp(100 * took / all, 0.5, 100)}%"></i></li>""");
        html.Add($"</ol>");
        if (drill.Outcome is { } outcome) html.Add($"""<p class="last">It ended: {outcome}.</p>""");
        return html;
    }

    private static string Shown(string value) => value.Length == 0 ? "(nothing)" : value;
}
