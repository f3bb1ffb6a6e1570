using System.Text;
using System.Text.RegularExpressions;

namespace InfraSpecs.Images.Secrets;

/// <summary>Names like PASSWORD that are given a value, in texts.</summary>
internal static partial class CredentialText
{
    private const string Words = "password|passwd|passphrase|secret|token|(?:api|access|secret|private|encryption|signing|master|account)[_-]?key(?:[_-]?base)?|credentials?";

    // Short words count where they are words: DB_PASS, not BYPASS. PWD alone is a shell's folder.
    private const string Name = $@"[A-Za-z0-9_.-]*(?:{Words})|(?:[A-Za-z0-9_.-]*[_.-])?pass|[A-Za-z0-9_.-]*[_.-]pwd";

    /// <summary>A name that calls for a secret: DB_PASSWORD, github.token, ApiKey.</summary>
    public static bool IsName(string name) => WholeName().IsMatch(name);

    /// <summary>A value that may be one: no reference to another, no path, no yes or no.</summary>
    public static bool IsValue(string value) => value.Length > 0 && !NoValue().IsMatch(value);

    /// <returns>The names that are given a value, and where; "" for a password in an address or an Authorization, "chpasswd" for what it is given.</returns>
    public static IEnumerable<(string Name, int At)> Find(string text) => Patterns().SelectMany(pattern => pattern.Matches(text).Where(IsOne).Select(it => (it.Groups["name"].Value, it.Index)));

    /// <summary>Puts *** for what looks like a secret.</summary>
    public static string Mask(string text) => Patterns().Append(OfTool()).Aggregate(SecretShapes.Mask(text), (masked, pattern) => pattern.Replace(masked, it => IsOne(it) ? Hide(it) : it.Value));

    public static string Decode(ReadOnlyMemory<byte> content) => Encoding.Latin1.GetString(content.Span);

    private static bool IsOne(Match match) => IsValue(match.Groups["value"].Value);

    private static string Hide(Match match) =>
        match.Value[..(match.Groups["value"].Index - match.Index)] + "***" + match.Value[(match.Groups["value"].Index - match.Index + match.Groups["value"].Length)..];

    private static Regex[] Patterns() => [Assignment(), Option(), Address(), Authorization(), Login(), NewPassword(), GivenPassword()];

    [GeneratedRegex($@"\A(?:{Name})\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WholeName();

    [GeneratedRegex(@"\A(?:[$<{%@/*&|`\\.].*|yes|no|true|false|on|off|none|null|nil|[01]|x+|\*+)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex NoValue();

    [GeneratedRegex($@"(?<![A-Za-z0-9_.-])(?<name>{Name})[""']?(?:\s*=\s*|\s*:\s+|(?<=""):)[""']?(?<value>[^\s""',;)]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Assignment();

    [GeneratedRegex($@"--(?<name>{Name})[ ]+[""']?(?<value>[^\s""'-][^\s""']*)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Option();

    [GeneratedRegex(@"\b[a-z][a-z0-9+.-]*://[^\s/:@""']*:(?<value>[^\s/@""']+)@(?<name>)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    // Hidden, but no finding: "-u 1000:1000" and "-p" are users and ports of other programs.
    [GeneratedRegex(
        @"\b(?:curl\b[^|;&\n]*?\s(?:-u|--user)[ =]*[""']?[^\s:""']+:|(?:mysql|mariadb)[a-z-]*\b[^|;&\n]*?\s-p|sshpass\s+-p\s*|redis-cli\b[^|;&\n]*?\s-a\s+)[""']?(?<value>[^\s""']+)",
        RegexOptions.CultureInvariant)]
    private static partial Regex OfTool();

    [GeneratedRegex(@"\bAuthorization:\s*(?:Bearer|Basic|token)\s+(?<value>[^\s""']{8,})(?<name>)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Authorization();

    // curl -u me:secret
    [GeneratedRegex(@"\bcurl\b[^|;&\n]*?\s(?:-[A-Za-z]{0,8}u|--user|--proxy-user)[\s=]*[""']?[^\s:""'$]+:(?<value>[^\s""']+)(?<name>)", RegexOptions.CultureInvariant)]
    private static partial Regex Login();

    // echo 'root:secret' | chpasswd
    [GeneratedRegex(@"\b(?:echo|printf)\s+(?:-\w+\s+)?[""']?[\w.-]+:(?<value>[^\s""'|\\]+)[^\s|]*\s*\|\s*(?:\S*/)?(?<name>chpasswd)\b", RegexOptions.CultureInvariant)]
    private static partial Regex NewPassword();

    // sshpass -p secret
    [GeneratedRegex(@"\b(?<name>sshpass)\s+-p\s*[""']?(?<value>[^\s""']+)", RegexOptions.CultureInvariant)]
    private static partial Regex GivenPassword();
}
