using System.Text;
using System.Text.RegularExpressions;

namespace InfraSpecs.Images;

/// <summary>
/// One line of a .dockerignore, read as docker reads it: Go's filepath.Match with "**" for any number of folders, and "!" for an exception.
/// </summary>
internal sealed class IgnorePattern
{
    private readonly Regex _regex;

    private IgnorePattern(string text, bool isException) => (Text, IsException, _regex) = (text, isException, Compile(text));

    /// <summary>Without the "!".</summary>
    public string Text { get; }

    public bool IsException { get; }

    /// <summary>Where its wildcards are, if not at its end alone, it may fit under any folder.</summary>
    public bool FitsAnywhere => WithoutEnd.AsSpan().ContainsAny("*?[]\\");

    /// <summary>What it fits is at most under this path, or above it.</summary>
    public string WithoutEnd => Text.EndsWith("/**", StringComparison.Ordinal) ? Text[..^3] : Text.EndsWith("/*", StringComparison.Ordinal) ? Text[..^2] : Text;

    /// <param name="line">The line.</param>
    /// <returns>Null for a comment or an empty line.</returns>
    /// <exception cref="ArgumentException">It is no pattern.</exception>
    public static IgnorePattern? Parse(string line)
    {
        if (line.StartsWith('#') || line.Trim() is not { Length: > 0 } text) return null;
        var isException = text[0] == '!';
        if (isException) text = text[1..].Trim();
        if (text.Length == 0) throw new ArgumentException("'!' names nothing");
        return new IgnorePattern(Clean(text), isException);
    }

    public bool Fits(string path) => _regex.IsMatch(path);

    /// <summary>As Go's filepath.Clean, and without a slash before it.</summary>
    private static string Clean(string path)
    {
        List<string> parts = [];
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != "."))
        {
            if (part != "..") parts.Add(part);
            else if (parts.Count > 0 && parts[^1] != "..") parts.RemoveAt(parts.Count - 1);
            else if (!path.StartsWith('/')) parts.Add(part);
        }

        return parts.Count == 0 ? path.StartsWith('/') ? "/" : "." : string.Join('/', parts);
    }

    private static Regex Compile(string text)
    {
        if (text.StartsWith("**", StringComparison.Ordinal) && !text.AsSpan(2).ContainsAny("*?[]\\")) return Of(".*" + Regex.Escape(text[2..]), text);
        var regex = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '*' && i + 1 < text.Length && text[i + 1] == '*')
            {
                i++;
                if (i + 1 < text.Length && text[i + 1] == '/') i++;
                regex.Append(i + 1 == text.Length ? ".*" : "(.*/)?");
            }
            else
            {
                regex.Append(text[i] switch
                {
                    '*' => "[^/]*",
                    '?' => "[^/]",
                    '\\' => i + 1 < text.Length ? Regex.Escape(text[++i].ToString()) : throw new ArgumentException("a backslash ends it"),
                    '[' or ']' or '^' or '-' => text[i].ToString(),
                    var other => Regex.Escape(other.ToString()),
                });
            }
        }

        return Of(regex.ToString(), text);
    }

    /// <summary>What begins with "**/" fits without a folder before it too.</summary>
    private static Regex Of(string regex, string text)
    {
        if (text.StartsWith("**/", StringComparison.Ordinal) && regex.StartsWith(".*/", StringComparison.Ordinal)) regex = "(.*/)?" + regex[3..];
        return new Regex($@"\A(?:{regex})\z", RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking);
    }
}
