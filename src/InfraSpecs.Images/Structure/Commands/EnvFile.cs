using System.Text;

namespace InfraSpecs.Images.Structure.Commands;

/// <summary>A file of variables, as the original's library reads one: NAME=value, export NAME=value, NAME: value; quotes, comments, and ${NAME} of lines before.</summary>
internal static class EnvFile
{
    /// <param name="path">Relative to where the program was started, or else to the structure tests' own folder.</param>
    /// <param name="testFile">The file that names it.</param>
    /// <param name="token">Cancels the operation.</param>
    /// <returns>Null if there is none, or it has a line that is none of the kind.</returns>
    public static async Task<IReadOnlyList<NamedValue>?> ReadAsync(string path, string testFile, CancellationToken token)
    {
        var found = File.Exists(path) ? path : Path.Combine(Path.GetDirectoryName(Path.GetFullPath(testFile))!, path);
        return File.Exists(found) ? Parse(await File.ReadAllTextAsync(found, token)) : null;
    }

    public static IReadOnlyList<NamedValue>? Parse(string text)
    {
        var values = new Dictionary<string, string>();
        foreach (var line in text.Split('\n').Select(it => it.Trim()).Where(it => it.Length > 0 && it[0] != '#'))
        {
            var plain = line.StartsWith("export ", StringComparison.Ordinal) ? line[7..].TrimStart() : line;
            if (plain.AsSpan().IndexOfAny('=', ':') is not (var cut and > 0)) return null;
            values[plain[..cut].Trim()] = Value(plain[(cut + 1)..].Trim(), values);
        }

        // What is empty is not handed on.
        return [.. values.Where(it => it.Value.Length > 0).Select(it => new NamedValue(it.Key, it.Value))];
    }

    private static string Value(string text, Dictionary<string, string> before)
    {
        if (text is ['\'', ..] && text.IndexOf('\'', 1) is var single and > 0) return text[1..single];
        if (text is ['"', ..] && End(text) is var quoted and > 0) return GoExpansion.Expand(Unescaped(text[1..quoted]), before);
        var comment = text.IndexOf(" #", StringComparison.Ordinal);
        return GoExpansion.Expand((comment < 0 ? text : text[..comment]).Trim(), before);
    }

    private static int End(string text)
    {
        for (var at = 1; at < text.Length; at++)
        {
            if (text[at] == '"' && text[at - 1] != '\\') return at;
        }

        return -1;
    }

    private static string Unescaped(string text)
    {
        var result = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '\\' || at + 1 == text.Length) result.Append(text[at]);
            else result.Append(text[++at] switch { 'n' => '\n', 'r' => '\r', var other => other });
        }

        return result.ToString();
    }
}
