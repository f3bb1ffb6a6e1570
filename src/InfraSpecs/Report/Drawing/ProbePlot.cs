using System.Globalization;
using System.Text;

namespace InfraSpecs.Report;

/// <summary>Requests and what answered: one plot on the spec's own axis, gaps shaded, failures as ticks.</summary>
internal static class ProbePlot
{
    private const int Columns = 500;
    private const int Wide = 1000;
    private const int High = 120;

    public static Html Draw(SpecFacts spec, ProbeFacts probe)
    {
        var figures = ProbeFigures.Of(probe);
        var axis = new Axis(Math.Min(spec.Began, probe.From), Math.Max(spec.End, probe.To));
        var top = Math.Max(1, figures.Slowest * 1.05);
        var html = Html.Of($"""<div class="plot"><div class="l">answer time, up to {Say.Duration(figures.Slowest)}<br>red ticks: a request failed<br>shaded: no answer</div>""");
        html.Add($"""<svg viewBox="0 0 {Wide} {High}" preserveAspectRatio="none" role="img" aria-label="{Says(spec, figures)}">""");
        foreach (var gap in figures.Gaps.Take(200)) html.Add($"""<rect class="gap" x="{axis.At(gap.From) * 10}" y="0" width="{Math.Max(1, axis.Width(gap.From, gap.To) * 10)}" height="{High}"/>""");
        foreach (var line in LinesOf(probe, axis, top)) html.Add($"""<polyline points="{line}"/>""");
        html.Add($"""<path d="{TicksOf(probe, axis)}"/></svg></div>""").Add($"\n");
        if (figures.Longest is { } longest)
            html.Add($"""<p class="last">No answer for {Say.Duration(longest.Took)}, from {At(spec, longest.From)} to {At(spec, longest.To)}: {longest.FirstError}.</p>""");
        return html.Add(Table(spec, figures));
    }

    public static string Tag(ProbeFacts probe)
    {
        var figures = ProbeFigures.Of(probe);
        return $"{FailureText.Count(figures.All, "request")}, {figures.Failed:N0} failed";
    }

    private static string Says(SpecFacts spec, ProbeFigures it) =>
        $"Answer times of {FailureText.Count(it.All, "request")}: half of them up to {Say.Duration(it.Median)}, {it.Failed} failed"
        + (it.Longest is { } gap ? $", none answered from {At(spec, gap.From)} to {At(spec, gap.To)}" : "");

    /// <summary>The slowest of each column; a line ends where a request failed.</summary>
    private static IEnumerable<string> LinesOf(ProbeFacts probe, Axis axis, double top)
    {
        var line = new StringBuilder();
        foreach (var column in probe.Requests.GroupBy(it => (int)(axis.At(it.At) * Columns / 100)))
        {
            var answered = column.Where(it => it.Error is null).ToList();
            if (answered.Count > 0)
                line.Append(CultureInfo.InvariantCulture, $"{column.Key * (Wide / (double)Columns):0.#},{High - 2 - answered.Max(it => it.Took) / top * (High - 20):0.#} ");
            if (answered.Count == column.Count() || line.Length == 0) continue;
            yield return line.ToString();
            line.Clear();
        }

        if (line.Length > 0) yield return line.ToString();
    }

    private static string TicksOf(ProbeFacts probe, Axis axis) => string.Concat(probe.Requests.Where(it => it.Error is not null)
        .Select(it => (int)(axis.At(it.At) * Columns / 100)).Distinct().Select(it => string.Create(CultureInfo.InvariantCulture, $"M{it * (Wide / Columns)} 3v12")));

    private static Html Table(SpecFacts spec, ProbeFigures it)
    {
        var html = Html.Of($"""<div class="scroll"><table><tbody><tr><th>requests</th><td>{it.All:N0}, of which {it.Failed:N0} failed</td></tr>""");
        html.Add($"""<tr><th>answer time</th><td>half within {Say.Duration(it.Median)}, 95 % within {Say.Duration(it.Slow)}, the slowest {Say.Duration(it.Slowest)}</td></tr>""");
        foreach (var gap in it.Gaps.OrderByDescending(gap => gap.Took).Take(10))
            html.Add($"""<tr><th>no answer for {Say.Duration(gap.Took)}</th><td>{At(spec, gap.From)} to {At(spec, gap.To)}; {FailureText.Count(gap.Failed, "request")} failed: {gap.FirstError}</td></tr>""");
        return Folded.Of("The same as a table", FailureText.Count(it.Gaps.Count, "gap"), html.Add($"</tbody></table></div>"));
    }

    private static string At(SpecFacts spec, double time) => Say.Duration(Math.Max(0, time - spec.Began));
}
