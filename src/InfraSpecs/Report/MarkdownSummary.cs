using System.Text;

namespace InfraSpecs.Report;

/// <summary>A run in Markdown, for the summary of a CI step.</summary>
internal static class MarkdownSummary
{
    /// <summary>Bytes. Above 1,024 kB GitHub drops a step's whole summary, and several processes may write into one.</summary>
    public const int MostBytes = 200_000;

    private const int LongestLine = 700;

    public static string Of(RunFacts run)
    {
        var text = new StringBuilder($"## {Plain(run.Title)}\n\n");
        var end = End(run);
        var (room, left) = (MostBytes - 300 - Encoding.UTF8.GetByteCount(text.ToString()) - Encoding.UTF8.GetByteCount(end), run.Red.Count);
        foreach (var line in run.Red.Select(Line))
        {
            room -= Encoding.UTF8.GetByteCount(line);
            if (room < 0) break;
            text.Append(line);
            left--;
        }

        if (left > 0) text.Append($"- … and {FailureText.Count(left, "more red spec")}\n");
        return text.Append(run.Red.Count > 0 ? "\n" : "").Append(end).ToString();
    }

    private static string Line(SpecFacts spec)
    {
        var todo = Say.WhatToDo(spec) is { Length: > 0 } advice ? $" What to do: {advice}" : "";
        var type = spec.Class is { } name ? $" ({Plain(FileLine.Cut(name, 150))})" : "";
        return $"- ✗ **{Plain(spec.Title)}**{type} {Say.State(spec.State)} after {Say.Duration(spec.Took)}: {Plain(FileLine.Cut(Say.Why(spec) + todo, LongestLine))}\n";
    }

    private static string End(RunFacts run)
    {
        var text = new StringBuilder();
        string[] states =
        [
            .. Enum.GetValues<SpecState>().Where(it => run.Count(it) > 0).Select(it => $"{run.Count(it):N0} {Say.State(it)}"),
            $"{Say.Duration(run.Took)} by the clock",
            .. run.Processes.Any(it => it.End is not null) ? [$"{run.Left.Count:N0} left behind{Named(run.Left)}"] : Array.Empty<string>(),
        ];
        text.Append(Plain(string.Join(", ", states))).Append(".\n");
        var cost = RunCost.Of(run);
        if (cost.Total > 0) text.Append($"\nCost: {CostSection.Line(cost)}.\n");
        foreach (var advice in Advice.Of(run).Take(5)) text.Append($"Cheaper: {Plain(advice)}\n");
        foreach (var process in run.Processes.Where(it => it.End is null).Take(20)) text.Append($"\nThe recording of {Plain(process.Assembly ?? process.File)} has no end: the process was killed, or still runs.\n");
        return text.ToString();
    }

    private static string Named(IReadOnlyList<string> left) => left.Count == 0 ? "" : $" ({FileLine.Cut(string.Join(", ", left.Take(10)), 500)})";

    /// <summary>What was recorded is text in Markdown too: no markup, no HTML, no second line.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length + 16);
        foreach (var it in text.ReplaceLineEndings(" "))
        {
            if (char.IsControl(it) || char.IsSurrogate(it)) plain.Append(char.IsSurrogate(it) ? it : ' ');
            else if (it == '<') plain.Append("&lt;");
            else if (it == '&') plain.Append("&amp;");
            else if (@"\`*_[]|~@#".Contains(it)) plain.Append('\\').Append(it);
            else plain.Append(it);
        }

        return plain.ToString();
    }
}
