using System.Globalization;

namespace InfraSpecs.Internal;

/// <summary>The one shape of a failure: what happened to whom, the facts it rests on, and what to do.</summary>
internal static class FailureText
{
    public static string Compose(string headline, IEnumerable<string> facts, string advice)
    {
        var lines = facts.SelectMany(fact => fact.Split('\n')).Select(line => "  " + line.TrimEnd());
        return string.Join('\n', [headline, .. lines, "  What to do: " + advice]);
    }

    /// <summary>"0.25 s", "3 s", "2 min 5 s": short, and never zero for what took some time.</summary>
    public static string Duration(TimeSpan time) => time.TotalSeconds switch
    {
        0 => "0 s",
        < 1 => Invariant($"{Math.Max(time.TotalSeconds, 0.001):0.###} s"),
        < 120 => Invariant($"{time.TotalSeconds:0.#} s"),
        _ when time.Seconds == 0 => Invariant($"{Math.Floor(time.TotalMinutes)} min"),
        _ => Invariant($"{Math.Floor(time.TotalMinutes)} min {time.Seconds} s"),
    };

    /// <summary>"1 line", "2 lines", "1,000 lines".</summary>
    public static string Count(long number, string noun) => Invariant($"{number:N0} {noun}{(number == 1 ? "" : "s")}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
