namespace InfraSpecs.Report;

/// <summary>The card of a red spec: why it is red and what to do first, then what it rests on.</summary>
internal static class RedSpec
{
    public static Html Draw(SpecFacts spec, string anchor, Detail detail, string? run)
    {
        var html = Html.Of($"""<article class="card red" id="{anchor}" aria-labelledby="{anchor}-h"><div class="head"><span aria-hidden="true">✗</span><h3 id="{anchor}-h">{spec.Title}</h3>""");
        html.Add($"""<span class="tag bad">{Say.State(spec.State)}</span>""");
        if (spec.Class is { } type) html.Add($"""<span class="tag">{type}</span>""");
        html.Add($"""<span class="tag">{Say.Duration(spec.Took)}</span>""");
        if (run is not null) html.Add($"""<span class="tag">{run}</span>""");
        html.Add($"</div>\n").Add(Cause(spec));
        if (SpecTimeline.Draw(spec, detail) is { Length: > 0 } timeline) html.Add(Folded.Of("What it waited for", "timeline", timeline, open: true));
        if (detail.Draws && Placement.Draw(spec) is { } placement) html.Add(Folded.Of("Where tasks were", "placement over time", placement, open: true));
        foreach (var probe in spec.Probes.Where(_ => detail.Draws)) html.Add(Folded.Of($"Requests to {probe.Target}", ProbePlot.Tag(probe), ProbePlot.Draw(spec, probe), open: true));
        foreach (var diff in spec.Diffs) html.Add(Folded.Of($"What differs: {diff.Object}", FailureText.Count(diff.All, "row"), Tables.Draw(diff, detail), open: true));
        foreach (var drill in spec.Drills) html.Add(Folded.Of(drill.What, FailureText.Count(drill.Steps.Count, "step"), Tables.Draw(drill), open: true));
        html.Add(LastLines.Draw(spec, detail)).Add(Claim(spec, detail)).Add(Recorded.Draw(spec, detail));
        if (!detail.Compresses) html.Add($"""<p class="meta">Told in short, for the page would be too large: all of it is in {spec.Process.File}.</p>""");
        return html.Add($"</article>\n");
    }

    private static Html Cause(SpecFacts spec)
    {
        var html = Html.Of($"""<p class="why">{Say.Why(spec)}</p>""").Add($"\n");
        if (Say.WhatToDo(spec) is { Length: > 0 } todo) html.Add($"""<p class="todo"><b>What to do:</b> {todo}</p>""").Add($"\n");
        if (spec.Diagnoses.FirstOrDefault() is { Facts.Count: > 0 } diagnosis) Facts(html, diagnosis);
        foreach (var other in spec.Diagnoses.Skip(1))
        {
            html.Add($"""<p class="also">Also: {other.Sentence}</p>""");
            if (other.Todo is { Length: > 0 }) html.Add($"""<p class="todo"><b>What to do:</b> {other.Todo}</p>""");
            if (other.Facts.Count > 0) Facts(html, other);
        }

        return html;
    }

    private static void Facts(Html html, DiagnosisFacts diagnosis)
    {
        html.Add($"""<ul class="facts">""");
        foreach (var fact in diagnosis.Facts) html.Add($"<li>{fact}</li>");
        html.Add($"</ul>\n");
    }

    private static Html Claim(SpecFacts spec, Detail detail)
    {
        var html = new Html();
        if (spec.Verdict?.Message is { Length: > 0 } message) html.Add($"""<pre tabindex="0">{FileLine.Cut(message, detail.Text)}</pre>""");
        if (spec.Verdict?.Stack is { Length: > 0 } stack) html.Add($"""<pre tabindex="0">{FileLine.Cut(stack, detail.Text)}</pre>""");
        if (spec.File is { Length: > 0 } file) html.Add($"""<p class="meta">{file}{(spec.Line is { } line ? $":{line}" : "")}</p>""");
        if (html.Length == 0) return html;
        var claim = (spec.Verdict?.Message ?? "").Trim().Split('\n')[0];
        return Folded.Of("Claim and stack trace", spec.Diagnoses.Count > 0 ? FileLine.Cut(claim, 100) : "", html);
    }
}
