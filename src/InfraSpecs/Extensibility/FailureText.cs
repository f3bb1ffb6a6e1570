using System.Globalization;
using System.Text.RegularExpressions;

namespace InfraSpecs.Extensibility;

/// <summary>
/// How failures are put: what happened to whom, the facts it rests on, and what to do (<see cref="InfraSpecsException"/> puts these together). Times, counts and
/// the words of others look the same in all of them.
/// </summary>
public static partial class FailureText
{
    private const int LongestComplaint = 300;

    /// <summary>"0.25 s", "3 s", "2 min 5 s": short, and never zero for what took some time.</summary>
    /// <param name="time">The time.</param>
    public static string Duration(TimeSpan time) => time.TotalSeconds switch
    {
        0 => "0 s",
        < 1 => Seconds(TimeSpan.FromSeconds(Math.Max(time.TotalSeconds, 0.001))),
        < 120 => Invariant($"{time.TotalSeconds:0.#} s"),
        _ when time.Seconds == 0 => Invariant($"{Math.Floor(time.TotalMinutes)} min"),
        _ => Invariant($"{Math.Floor(time.TotalMinutes)} min {time.Seconds} s"),
    };

    /// <summary>"0.25 s", "300 s": in seconds, as an option has it.</summary>
    /// <param name="time">The time.</param>
    public static string Seconds(TimeSpan time) => Invariant($"{time.TotalSeconds:0.###} s");

    /// <summary>"0.250 s", "300.000 s": one of several that stand below each other.</summary>
    /// <param name="time">The time.</param>
    /// <param name="decimals">How many digits after the point, 1 to 3.</param>
    public static string Seconds(TimeSpan time, int decimals) =>
        time.TotalSeconds.ToString("0." + new string('0', decimals), CultureInfo.InvariantCulture) + " s";

    /// <summary>"1 line", "2 lines", "1,000 lines".</summary>
    /// <param name="number">How many.</param>
    /// <param name="one">What it is if it is one: "line".</param>
    /// <param name="many">What it is if it is not one; default with an s.</param>
    public static string Count(long number, string one, string? many = null) => Invariant($"{number:N0} {(number == 1 ? one : many ?? one + "s")}");

    /// <summary>The end of a sentence: with one full stop.</summary>
    /// <param name="said">What was said, with or without a full stop.</param>
    public static string Sentence(string said) => said.TrimEnd().TrimEnd('.') + ".";

    /// <summary>What others said, each line behind a bar: "| disk full".</summary>
    /// <param name="lines">The lines, without secrets.</param>
    public static IEnumerable<string> Quote(IEnumerable<string> lines) => lines.Select(line => "| " + line);

    /// <summary>What others said, below a heading; where they said nothing, that.</summary>
    /// <param name="heading">"It said:".</param>
    /// <param name="lines">The lines, without secrets.</param>
    /// <param name="ifNone">"It said nothing."</param>
    public static IReadOnlyList<string> Quote(string heading, IReadOnlyCollection<string> lines, string ifNone) =>
        lines.Count == 0 ? [ifNone] : [heading, .. Quote(lines)];

    /// <summary>
    /// Of what a program printed, the line that says most of what went wrong: the first of those that call it an error, else of those that speak of something
    /// that is missing, refused or invalid, else of those that do so in a warning or a usage text. A long line is cut.
    /// </summary>
    /// <param name="lines">What it printed.</param>
    /// <returns>The line; null where none speaks of trouble.</returns>
    public static string? Complaint(IReadOnlyList<string> lines) => WholeComplaint(lines) is { } line ? Shortened(line) : null;

    /// <summary>The same, not cut: a secret in it is masked before.</summary>
    internal static string? WholeComplaint(IReadOnlyList<string> lines)
    {
        var (line, weight) = lines.Select(line => (Line: line, Weight: WeightOf(line))).DefaultIfEmpty().MaxBy(it => it.Weight);
        return weight == 0 ? null : line;
    }

    /// <summary>A line as a part of a sentence: of a long one the beginning.</summary>
    internal static string Shortened(string line) => line.Length <= LongestComplaint ? line.Trim() : line[..LongestComplaint].Trim() + "…";

    /// <summary>By its beginning, which a failure shows.</summary>
    private static int WeightOf(string whole) => WeightOf(whole.AsSpan(0, Math.Min(whole.Length, LongestComplaint)));

    private static int WeightOf(ReadOnlySpan<char> line) =>
        !TroubleWords.AreIn(line) || Noise().IsMatch(line) ? 0
        : Mild().IsMatch(line) ? 1
        : Severe().IsMatch(line) ? 3
        : 2;

    /// <summary>What servers print in every container without SYS_NICE, and go on.</summary>
    [GeneratedRegex(@"\b(?:mbind|[gs]et_mempolicy): Operation not permitted", RegexOptions.CultureInvariant)]
    private static partial Regex Noise();

    [GeneratedRegex(@"\b(warn|warning|note|notice|info|debug|usage|abort(ed|ing)?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Mild();

    [GeneratedRegex(@"\b(error|fatal|panic|emerg|x509|[A-Za-z]+(Error|Exception))\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Severe();

    /// <summary>What else was seen that may be why something fails, for a failure with this text; nothing where no run is recorded.</summary>
    internal static Func<string, IReadOnlyList<string>> SeenMeanwhile { get; set; } = _ => [];

    /// <summary>What happened, the facts, what else was seen of those beside it, and what to do.</summary>
    internal static string Failure(string headline, IEnumerable<string> facts, string advice)
    {
        string[] own = [headline, .. facts];
        return Compose(headline, [.. own[1..], .. SeenMeanwhile(string.Join('\n', own))], advice);
    }

    internal static string Compose(string headline, IEnumerable<string> facts, string advice)
    {
        var lines = facts.SelectMany(fact => fact.Split('\n')).Select(line => "  " + line.TrimEnd());
        return string.Join('\n', [headline, .. lines, "  What to do: " + advice]);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
