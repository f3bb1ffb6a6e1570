using System.Text;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace InfraSpecs.Images.Approvals;

/// <summary>The lines in which two texts differ, with a line around them.</summary>
internal static class TextDiff
{
    private const int MostLines = 60;

    public static string Write(string before, string after)
    {
        var lines = InlineDiffBuilder.Diff(before, after, ignoreWhiteSpace: false).Lines;
        var near = lines.Select((_, at) => Enumerable.Range(Math.Max(0, at - 1), 3).Any(it => it < lines.Count && lines[it].Type is not ChangeType.Unchanged)).ToList();
        var shown = lines.Where((_, at) => near[at]).ToList();
        var text = new StringBuilder();
        foreach (var line in shown.Take(MostLines)) text.Append(Mark(line.Type)).Append(line.Text).Append('\n');
        if (shown.Count > MostLines) text.Append($"… and {shown.Count - MostLines} lines more\n");
        return text.ToString().TrimEnd('\n');
    }

    private static string Mark(ChangeType type) => type switch { ChangeType.Inserted => "+ ", ChangeType.Deleted => "- ", _ => "  " };
}
