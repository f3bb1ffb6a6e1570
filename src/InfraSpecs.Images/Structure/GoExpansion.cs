using System.Text;

namespace InfraSpecs.Images.Structure;

/// <summary>$NAME and ${NAME} as Go's os.Expand replaces them (https://pkg.go.dev/os#Expand): $1, $? and $$ too, and what has no value by nothing.</summary>
internal static class GoExpansion
{
    private const string Special = "*#$@!?-0123456789";

    /// <param name="text">The text.</param>
    /// <param name="variables">What there is.</param>
    /// <param name="missing">Gets the names that have no value, as they are written: "$x".</param>
    public static string Expand(string text, IReadOnlyDictionary<string, string> variables, ICollection<string>? missing = null)
    {
        if (!text.Contains('$')) return text;
        var result = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '$' || at + 1 == text.Length)
            {
                result.Append(text[at]);
                continue;
            }

            var (name, length) = Name(text.AsSpan(at + 1));
            if (length == 0) result.Append('$');
            else if (variables.TryGetValue(name, out var value)) result.Append(value);
            else missing?.Add(text.Substring(at, length + 1));
            at += length;
        }

        return result.ToString();
    }

    private static (string Name, int Length) Name(ReadOnlySpan<char> rest)
    {
        if (rest[0] == '{') return Braced(rest);
        if (Special.Contains(rest[0])) return (rest[..1].ToString(), 1);
        var length = 0;
        while (length < rest.Length && (char.IsAsciiLetterOrDigit(rest[length]) || rest[length] == '_')) length++;
        return (rest[..length].ToString(), length);
    }

    // Braces that are empty, or never closed, vanish.
    private static (string Name, int Length) Braced(ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf('}');
        return end switch
        {
            < 0 => ("", 1),
            1 => ("", 2),
            _ => (rest[1..end].ToString(), end + 1),
        };
    }
}
