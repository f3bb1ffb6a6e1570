using System.Text.RegularExpressions;

namespace InfraSpecs.MySql;

/// <summary>What a program wrote to its standard error.</summary>
internal static partial class Complaints
{
    private const int MostShown = 10;

    /// <summary>The last lines that count, without passwords.</summary>
    public static IReadOnlyList<string> Read(string error, Secrets secrets)
    {
        var all = Lines(secrets.Mask(error));
        // MariaDB's client repeats the whole statement, which may hold secrets, before it says what is wrong with it.
        var errors = all.FindAll(line => line.StartsWith("ERROR", StringComparison.Ordinal));
        return [.. (errors.Count > 0 ? errors : all).TakeLast(MostShown)];
    }

    /// <summary>The first line that a client marks as an error; null if there is none. Progress, notices, traces of a shell and words of other
    /// programs are none, whatever words are in them.</summary>
    public static string? FirstError(string error) => Lines(error).FirstOrDefault(line => Marked().IsMatch(line));

    private static List<string> Lines(string text) =>
        [.. text.Split('\n').Select(line => line.TrimEnd('\r', ' ')).Where(line => line.Length > 0)];

    // A client says its name first; what it says then is an error unless it says at once that it is less. It asks for a password without
    // a line end, and `ts` and the like put the time before each line.
    [GeneratedRegex(
        """
        ^(?:Enter\ password:\s*)?
        (?:\[?(?:\w{3}\s+\d{1,2}\s+|\d{4}-\d\d-\d\d[T ])\d\d:\d\d:\d\d[^\s\]]*\]?\s+)?
        (?: (?:\S*/)?(?:mysqldump|mysqlpump|mysql|mariadb-dump|mariadb|mydumper)(?:\.exe)?:\s
              (?!\[?(?:warning|note|system|info)\b|Deprecated\ program\ name|ignoring\ option)
          | ERROR(?:\s\d+\b|:|\sat\sline\b)
          | \*\*\s\(\S*mydumper\S*\):\s(?:CRITICAL|ERROR) )
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase)]
    private static partial Regex Marked();
}
