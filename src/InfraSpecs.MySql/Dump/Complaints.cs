namespace InfraSpecs.MySql;

/// <summary>What a program wrote to its standard error.</summary>
internal static class Complaints
{
    private const int MostShown = 10;

    private static readonly string[] Harmless = ["warning", "note:", "deprecated program name"];

    /// <summary>Lines for a failure text, without passwords.</summary>
    public static IReadOnlyList<string> Of(string error, MySqlOptions options)
    {
        var all = Lines(MySqlStatementException.Mask(error, options));
        // MariaDB's client repeats the whole statement, which may hold secrets, before it says what is wrong with it.
        var errors = all.FindAll(line => line.StartsWith("ERROR", StringComparison.Ordinal));
        var lines = errors.Count > 0 ? errors : all;
        return lines.Count == 0 ? ["It said nothing."] : ["It said:", .. lines.TakeLast(MostShown).Select(line => "| " + line)];
    }

    /// <summary>The first line that is no warning; null if there is none. What is not known to be harmless is not.</summary>
    public static string? FirstError(string error) =>
        Lines(error).FirstOrDefault(line => !Harmless.Any(word => line.Contains(word, StringComparison.OrdinalIgnoreCase)));

    private static List<string> Lines(string text) =>
        [.. text.Split('\n').Select(line => line.TrimEnd('\r', ' ')).Where(line => line.Length > 0)];
}
