using System.Text;
using System.Text.RegularExpressions;

namespace InfraSpecs.Report;

/// <summary>The end of what containers printed, words of trouble marked.</summary>
internal static partial class LastLines
{
    private const int LongestLine = 400;

    public static Html Draw(SpecFacts spec, Detail detail)
    {
        var html = new Html();
        var outputs = Outputs(spec).ToList();
        foreach (var (output, index) in outputs.Take(detail.Outputs).Select((it, i) => (it, i)))
        {
            var lines = output.Log.ToList();
            var shown = Merged(lines.TakeLast(index == 0 ? detail.Lines : detail.OtherLines)).ToList();
            if (shown.Count == 0) continue;
            var all = output.Log.All + output.Dropped;
            var pre = Html.Of($"""<div class="tail" tabindex="0" role="region" aria-label="Last lines of {output.Called}"><pre>""");
            foreach (var (line, times) in shown) Write(pre, line, times);
            pre.Add($"</pre></div>");
            var before = lines.Count - (index == 0 ? detail.Lines : detail.OtherLines);
            if (before > 0 && detail.Compresses)
                pre.Add(Folded.Compressed($"The {FailureText.Count(before, "line")} before", "compressed", Plain(lines.Take(before))));
            else if (before > 0 || output.Log.Forgotten > 0)
                pre.Add($"""<p class="meta">What it printed before is in the run's file.</p>""");
            if (output.Dropped > 0) pre.Add($"""<p class="meta">{FailureText.Count(output.Dropped, "line")} not recorded: there were too many.</p>""");
            html.Add(Folded.Of($"Last lines of {output.Called}", FailureText.Count(all, "line"), pre, open: index == 0));
        }

        if (outputs.Count > detail.Outputs) html.Add($"""<p class="meta">{FailureText.Count(outputs.Count - detail.Outputs, "more output")} in the run's file.</p>""");
        return html;
    }

    /// <summary>What the diagnosis or the failure names comes first, then what died, then the spec's own.</summary>
    private static IEnumerable<ResourceFacts> Outputs(SpecFacts spec)
    {
        var said = $"{Say.Why(spec)}\n{spec.Verdict?.Message}";
        var named = spec.Waits.LastOrDefault()?.Subject ?? "";
        return spec.Process.Resources
            .Where(it => it.Log.Count > 0 && it.Concerns(spec) && it.Seen <= spec.End)
            .OrderByDescending(it => Names(said, it) ? 4 : Names(named, it) ? 3 : it.Events.Any(ev => ev.Action == "die" && ev["exitCode"] is not (null or "0")) ? 2 : it.Spec == spec ? 1 : 0);
    }

    private static bool Names(string text, ResourceFacts it) => it.Called.Length > 1 && text.Contains(it.Called, StringComparison.Ordinal);

    /// <summary>A line that comes again and again is told once.</summary>
    private static IEnumerable<(LogLine Line, int Times)> Merged(IEnumerable<LogLine> lines)
    {
        (LogLine Line, int Times)? last = null;
        foreach (var line in lines)
        {
            if (last is { } it && it.Line.Text == line.Text && it.Line.IsError == line.IsError)
            {
                last = (it.Line, it.Times + 1);
                continue;
            }

            if (last is { } told) yield return told;
            last = (line, 1);
        }

        if (last is { } end) yield return end;
    }

    private static void Write(Html pre, LogLine line, int times)
    {
        if (line.Clock is { } time) pre.Add($"{time} ");
        if (line.IsError) pre.Add($"err ");
        var text = FileLine.Cut(Plain(line.Text), LongestLine).ReplaceLineEndings(" ");
        var at = 0;
        for (var trouble = TroubleWords.FirstOf(text); trouble.Success; trouble = trouble.NextMatch())
        {
            pre.Add($"{text[at..trouble.Index]}<mark>{trouble.Value}</mark>");
            at = trouble.Index + trouble.Length;
        }

        pre.Add($"{text[at..]}");
        if (times > 1) pre.Add($" (the same {times} times)");
        pre.Add($"\n");
    }

    private static string Plain(IEnumerable<LogLine> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines) text.Append(line.Clock).Append(line.Time is null ? "" : " ").Append(line.IsError ? "err " : "").Append(Plain(line.Text)).Append('\n');
        return text.ToString();
    }

    /// <summary>Without colours.</summary>
    private static string Plain(string text) => text.Contains('\x1b') ? Colours().Replace(text, "") : text;

    [GeneratedRegex(@"\x1b(\[[0-9;?]*[A-Za-z]|\][^\x07\x1b]*(\x07|\x1b\\)?|[()][A-Z0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Colours();
}
