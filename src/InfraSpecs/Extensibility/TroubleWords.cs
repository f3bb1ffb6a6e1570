using System.Buffers;
using System.Text.RegularExpressions;

namespace InfraSpecs.Extensibility;

/// <summary>The words by which a line of output speaks of trouble.</summary>
internal static partial class TroubleWords
{
    private const string Plain =
        @"errors?|fatal|panic|exception|fail(s|ed|ure)?|cannot|could not|couldn't|unable|denied|refused|rejected|no such|no space|not found|invalid|corrupt(ed)?|abort(ed|ing)?"
        + @"|segmentation fault|[a-z]+(error|exception)";

    /// <summary>They tell which line a program means when it gives up. Marked in a log, they would mark half of it.</summary>
    private const string Weighed =
        @"can't|not (permitted|allowed|supported|exist|executable)|does not exist|doesn't exist|illegal|unknown|unrecogni[sz]ed|unexpected|missing|required|must|already in use|too many|usage"
        + @"|x509|exec format";

    /// <summary>An eye looks for them. They are as often what a program says of another one, and no complaint of its own.</summary>
    private const string Marked = @"timed? ?out|out of memory|oom|killed|expired|unhealthy";

    /// <summary>A line without any of these has no word to mark, and is not searched for them: most are so.</summary>
    private static readonly SearchValues<string> Stems = SearchValues.Create(
        [
            "error", "fatal", "panic", "exception", "fail", "cannot", "could", "unable", "denied", "refused", "rejected", "no such", "no space", "not found", "invalid", "corrupt", "abort", "out",
            "oom", "killed", "fault", "expired", "unhealthy",
        ],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>The line says what went wrong.</summary>
    public static bool AreIn(ReadOnlySpan<char> line) => Complaining().IsMatch(line);

    /// <returns>The first word to mark; <see cref="Match.Empty"/> where there is none. The match goes on to the next.</returns>
    public static Match FirstOf(string line) => line.AsSpan().ContainsAny(Stems) ? Telling().Match(line) : Match.Empty;

    [GeneratedRegex($@"\b({Plain}|{Weighed})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Complaining();

    [GeneratedRegex($@"\b({Plain}|{Marked})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Telling();
}
