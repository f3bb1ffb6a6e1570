namespace InfraSpecs.Report;

/// <summary>A bar of a lane.</summary>
/// <param name="Kind">Its class in the style sheet.</param>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Text">What it says, in itself and under the pointer.</param>
internal sealed record Bar(string Kind, long From, long To, string Text = "");

/// <summary>A line of bars with what they are of.</summary>
internal sealed record Lane(string Label, IReadOnlyList<Bar> Bars);

/// <summary>Lanes below an axis. They are boxes in per cent, so that their texts stay readable however narrow the window is.</summary>
internal static class Lanes
{
    private const int MostBars = 120;

    /// <param name="axis">Of all lanes.</param>
    /// <param name="lanes">From top to bottom.</param>
    /// <param name="says">What the picture says, for who does not see it.</param>
    /// <param name="red">Where a line is drawn through all lanes: it failed there.</param>
    public static Html Draw(Axis axis, IReadOnlyList<Lane> lanes, string says, long? red = null)
    {
        var html = Html.Of($"""<div class="tl" role="img" aria-label="{says}">{Times(axis)}""");
        foreach (var lane in lanes)
        {
            html.Add($"""<div class="lane"><div class="l" title="{lane.Label}">{lane.Label}</div><div class="track">""");
            foreach (var bar in Joined(axis, lane.Bars)) html.Add(One(axis, bar));
            if (red is { } at) html.Add($"""<i class="mark" style="left:{axis.At(at)}%"></i>""");
            html.Add($"</div></div>\n");
        }

        return html.Add($"</div>\n");
    }

    /// <summary>A bar by itself.</summary>
    public static Html One(Axis axis, Bar bar)
    {
        var html = Html.Of($"""<div class="bar {bar.Kind}" style="left:{axis.At(bar.From)}%;width:{axis.Width(bar.From, bar.To)}%" """);
        if (bar.Text.Length > 0) html.Add($""" title="{bar.Text}" """);
        html.Add($">");
        // What is too narrow for a word has only the pointer's text.
        if (axis.Width(bar.From, bar.To) > 3) html.Add($"{FileLine.Cut(bar.Text, 120)}");
        return html.Add($"</div>");
    }

    /// <summary>The names of what there is in some lanes.</summary>
    public static Html Legend(IReadOnlyList<Lane> lanes, params IEnumerable<(string Kind, string Text)> kinds)
    {
        var there = lanes.SelectMany(it => it.Bars).Select(it => it.Kind).Append("line").ToHashSet();
        return Legend(kinds.Where(it => there.Contains(it.Kind)));
    }

    /// <summary>The names of what the colours mean; each has a form too.</summary>
    public static Html Legend(params IEnumerable<(string Kind, string Text)> kinds)
    {
        var html = Html.Of($"""<div class="legend">""");
        foreach (var (kind, text) in kinds) html.Add($"""<span><i class="{kind}"></i>{text}</span>""");
        return html.Add($"</div>\n");
    }

    private static Html Times(Axis axis)
    {
        var html = Html.Of($"""<div class="axis"><div></div><div>""");
        // The last one would run out of the picture.
        foreach (var (left, text) in axis.Ticks.Where(it => it.Left < 96)) html.Add($"""<span style="left:{left}%">{text}</span>""");
        return html.Add($"</div></div>\n");
    }

    /// <summary>Where there are more bars than can be seen, neighbours of a kind are one.</summary>
    private static List<Bar> Joined(Axis axis, IReadOnlyList<Bar> bars)
    {
        var shown = bars.Where(it => axis.Shows(it.From, it.To)).ToList();
        if (shown.Count <= MostBars) return shown;
        var near = (axis.To - axis.From) / MostBars;
        List<Bar> joined = [];
        foreach (var bar in shown.OrderBy(it => it.From))
        {
            if (joined.Count > 0 && joined[^1] is var last && bar.From - last.To < near && (bar.Kind == last.Kind || bar.To - last.From < near))
                joined[^1] = last with { To = Math.Max(last.To, bar.To), Text = "several, too short to be told apart" };
            else joined.Add(bar);
        }

        return joined;
    }
}
