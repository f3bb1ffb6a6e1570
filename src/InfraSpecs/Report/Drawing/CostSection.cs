namespace InfraSpecs.Report;

/// <summary>What the run cost, and what would make it cheaper.</summary>
internal static class CostSection
{
    public static Html Draw(RunFacts run)
    {
        var cost = RunCost.Of(run);
        var html = new Html();
        if (cost.Total == 0) return html;
        html.Add($"""<div class="cost" role="img" aria-label="{Line(cost)}">""");
        foreach (var (what, took) in cost.Milliseconds.Where(it => it.Value > 0))
        {
            var share = 100.0 * took / cost.Total;
            html.Add($"""<div class="{Say.Kind(what)}" style="width:{share}%" title="{Say.Doing(what)} {Say.Duration(took)}">{(share > 9 ? Say.Duration(took) : "")}</div>""");
        }

        html.Add($"</div>\n").Add(Lanes.Legend(cost.Milliseconds.Where(it => it.Value > 0).Select(it => (Say.Kind(it.Key), $"{Say.Doing(it.Key)} {Say.Duration(it.Value)}"))));
        foreach (var advice in Advice.Of(run)) html.Add($"""<p class="advice"><b>Cheaper:</b> {advice}</p>""").Add($"\n");
        if (cost.Waits.Count == 0) return html;
        html.Add($"<h3>The longest waits</h3><ol>");
        foreach (var (wait, took, spec) in cost.Waits)
            html.Add($"""<li>{Say.Duration(took)} for {wait.Subject} <span class="meta">{(spec is null ? "(a fixture)" : spec.Title)}{(wait.How is null or "ready" ? "" : $", {wait.How}")}</span></li>""").Add($"\n");
        return html.Add($"</ol>\n");
    }

    /// <summary>"set-up 188 s, waiting 213 s, acting and asserting 11 s, tear-down 26 s".</summary>
    public static string Line(RunCost cost) => string.Join(", ", cost.Milliseconds.Where(it => it.Value > 0).Select(it => $"{Say.Doing(it.Key)} {Say.Duration(it.Value)}"));
}
