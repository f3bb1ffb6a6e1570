using System.Globalization;
using System.Text;

namespace InfraSpecs.Cli.Write;

/// <summary>Texts and names as C# has them.</summary>
internal static class CSharp
{
    private const int LongestName = 100;

    /// <summary>A literal that means exactly this text, whatever is in it.</summary>
    public static string Text(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (var letter in text)
        {
            literal.Append(letter switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when IsPlain(letter) => letter.ToString(),
                _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)letter:X4}"),
            });
        }

        return literal.Append('"').ToString();
    }

    /// <summary>Literals with commas between.</summary>
    public static string Texts(IEnumerable<string> texts) => string.Join(", ", texts.Select(Text));

    /// <summary>A method's name of a sentence: "It listens on port 8080" is It_listens_on_port_8080.</summary>
    public static string Method(string sentence)
    {
        var name = string.Join('_', Words(sentence));
        if (name.Length > LongestName) name = name[..LongestName].TrimEnd('_');
        return name.Length == 0 ? "It" : char.IsAsciiDigit(name[0]) ? "_" + name : char.ToUpperInvariant(name[0]) + name[1..];
    }

    /// <summary>A class's name of a thing's: "nginx-proxy" is NginxProxy.</summary>
    public static string Class(string name)
    {
        var joined = string.Concat(Words(name).Select(it => char.ToUpperInvariant(it[0]) + it[1..]));
        if (joined.Length > LongestName) joined = joined[..LongestName];
        return joined.Length == 0 ? "Thing" : char.IsAsciiDigit(joined[0]) ? "_" + joined : joined;
    }

    /// <summary>Whether it can stand behind "namespace".</summary>
    public static bool IsNamespace(string name) => name.Split('.').All(it =>
        it.Length > 0 && (char.IsAsciiLetter(it[0]) || it[0] == '_') && it.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')
        && !Keywords.Contains(it));

    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal", "default", "delegate", "do", "double", "else", "enum", "event",
        "explicit", "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null",
        "object", "operator", "out", "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc", "static", "string",
        "struct",
        "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while",
    };

    // What turns the direction of a line, or ends it, would show another text than the one that is meant.
    private static bool IsPlain(char letter) => char.GetUnicodeCategory(letter) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    private static string[] Words(string text) =>
        new string([.. text.Select(it => char.IsAsciiLetterOrDigit(it) ? it : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
