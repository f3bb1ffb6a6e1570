using System.Globalization;
using System.Text.RegularExpressions;

namespace InfraSpecs.MySql;

/// <summary>How sentences about databases are put.</summary>
internal static partial class Words
{
    private const int MostListed = 5;
    private const int Longest = 160;
    private const int Lead = 30;

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static string Rows(long rows) => FailureText.Count(rows, "row");

    public static string Table(TableFingerprint table) => $"table '{table.Name}'";

    public static string List(IReadOnlyList<string> items) => items.Count <= MostListed
        ? string.Join(", ", items)
        : $"{string.Join(", ", items.Take(MostListed))} and {Number(items.Count - MostListed)} more";

    public static string OneLine(string text)
    {
        var line = Folded(text);
        return line.Length > Longest ? line[..Longest] + "…" : line;
    }

    /// <summary>Two texts from a little before the place where they part.</summary>
    public static (string From, string To) Excerpts(string from, string to)
    {
        (from, to) = Folded(from) == Folded(to) ? (Visible(from), Visible(to)) : (Folded(from), Folded(to));
        var start = Math.Max(0, from.AsSpan().CommonPrefixLength(to) - Lead);
        return (From(from), From(to));

        string From(string text) => from.Length <= Longest && to.Length <= Longest ? text : (start > 0 ? "…" : "") + OneLine(text[start..]);
    }

    private static string Folded(string text) => Spaces().Replace(text, " ").Trim();

    /// <summary>For texts that differ in blanks alone.</summary>
    private static string Visible(string text) => Blank().Replace(text, match => match.Value[0] switch
    {
        ' ' => "·",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        var other => $"\\u{(int)other:x4}",
    });

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\s")]
    private static partial Regex Blank();
}
