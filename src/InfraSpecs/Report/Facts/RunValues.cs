using System.Text.Json;

namespace InfraSpecs.Report;

/// <summary>Lines that are whole by themselves, as values.</summary>
internal static class RunValues
{
    /// <summary>A line of output, an answer, a sentence: more characters are cut.</summary>
    public const int LongestLine = 2_000;

    private const int MostRequests = 20_000;
    private const int MostRows = 500;

    public static ProbeFacts Probe(FileLine line)
    {
        var from = line.Time("t0") ?? line.At;
        var (took, errors) = (line.Numbers("ms").Take(MostRequests).ToList(), line.Texts("err").Take(MostRequests).ToList());
        var requests = line.Numbers("at").Take(MostRequests)
            .Select((at, i) => new RequestFacts(from + at, i < took.Count ? took[i] : 0, i < errors.Count && errors[i] is { } error ? FileLine.Cut(error, 200) : null));
        return new(line.Text("target", 500) ?? "?", from, Math.Max(from, line.At), [.. requests]);
    }

    public static DiffFacts Diff(FileLine line)
    {
        var all = line.Items("rows").Where(it => it.ValueKind == JsonValueKind.Array).ToList();
        var rows = all.Take(MostRows).Select(it => it.EnumerateArray().Select(cell => FileLine.TextOf(cell, 500)).ToList());
        return new(line.Text("object", 500) ?? "", [.. rows.Select(it => (Cell(it, 0), Cell(it, 1), it.Count == 2 ? null : Cell(it, 2)))], Math.Max(all.Count, line.Number("all") ?? 0));

        static string Cell(List<string?> row, int index) => index < row.Count ? row[index] ?? "" : "";
    }

    private static (string, double) Step(JsonElement step) => step.ValueKind == JsonValueKind.Array && step.GetArrayLength() >= 1
        ? (FileLine.TextOf(step[0], 300) ?? "",
            step.GetArrayLength() > 1 && step[1].ValueKind == JsonValueKind.Number && step[1].TryGetDouble(out var took) && double.IsFinite(took) ? Math.Clamp(took, 0, 1e11) : 0)
        : ("", 0);

    public static DrillFacts Drill(FileLine line) =>
        new(line.Text("what", 500) ?? "drill", [.. line.Items("steps").Take(50).Select(Step)], line.Text("outcome", LongestLine));

    public static DiagnosisFacts Diagnosis(FileLine line) =>
        new(line.Text("rule", 200), line.Text("sentence", LongestLine) ?? "", line.Text("todo", LongestLine),
            [.. line.Texts("facts").OfType<string>().Take(20).Select(it => FileLine.Cut(it, LongestLine))]);
}
