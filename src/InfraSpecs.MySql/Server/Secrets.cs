using System.Text.Json;
using System.Text.RegularExpressions;

namespace InfraSpecs.MySql;

/// <summary>
/// What must not be seen in a text: the passwords of the options, and those in command lines. One that could not be anything else is masked
/// wherever it stands as a whole word; a shorter or plainer one only in quotes; one of a letter or two, or one that is a name too,
/// only where a text says that it is a password. Within words nothing is masked.
/// </summary>
internal sealed partial class Secrets
{
    private const string Mark = "***";
    private const int InQuotes = 4;
    private const int Anywhere = 8;
    private const int AnywhereThoughPlain = 12;

    private readonly (Regex Pattern, string Replacement)[] _patterns;

    private Secrets(IEnumerable<string> secrets, IReadOnlySet<string> names) => _patterns =
    [
        // A longer one first, since a shorter one may be a part of it.
        .. secrets.Where(secret => secret.Length > 0).Distinct(StringComparer.Ordinal).OrderByDescending(secret => secret.Length)
            .SelectMany(secret => Written(secret).Select(written => (PatternOf(written, Places(secret, names)), "${before}" + Mark))),
    ];

    /// <param name="options">The server's, with its passwords.</param>
    /// <param name="command">A command line that may have some more.</param>
    public static Secrets Collect(MySqlOptions options, IReadOnlyList<string>? command = null) => Collect([options], command ?? []);

    /// <param name="servers">Several servers', with their passwords.</param>
    /// <param name="command">A command line that may have some more.</param>
    public static Secrets Collect(IReadOnlyList<MySqlOptions> servers, IReadOnlyList<string> command)
    {
        var names = servers.SelectMany(options => new[] { options.User, options.Database, options.Image }).OfType<string>()
            .Concat(["root", "mysql", "mariadb", "password"]).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new Secrets([.. servers.SelectMany(InOptions), .. InCommand(command)], names);
    }

    /// <summary>The text without them, and without what a text itself calls a password.</summary>
    public string Mask(string text)
    {
        foreach (var (pattern, replacement) in _patterns) text = pattern.Replace(text, replacement);
        return CommandText.WithoutSecrets(Identified().Replace(text, "${before}" + Mark));
    }

    /// <summary>Lines of a log without them.</summary>
    public IReadOnlyList<LogLine> Mask(IEnumerable<LogLine> lines) => [.. lines.Select(line => line with { Text = Mask(line.Text) })];

    /// <summary>An end without them.</summary>
    public ContainerExit Mask(ContainerExit exit) => exit with { LastLines = Mask(exit.LastLines) };

    private static IEnumerable<string> InOptions(MySqlOptions options) =>
    [
        options.Password, options.RootPassword,
        .. options.Environment.Where(variable => Variable().IsMatch(variable.Key)).Select(variable => variable.Value),
        .. InCommand(options.Arguments),
    ];

    private static IEnumerable<string> InCommand(IEnumerable<string> command) => command
        .SelectMany(argument => OnCommandLine().Matches(argument))
        .Select(match => match.Groups["secret"].Value.Trim('\'', '"'))
        .Where(secret => !secret.StartsWith('$'));

    /// <summary>As the servers, their clients, option files, shells, JSON and addresses may write it.</summary>
    private static IEnumerable<string> Written(string secret)
    {
        var slashed = secret.Replace("\\", "\\\\", StringComparison.Ordinal);
        var inDoubleQuotes = slashed.Replace("\"", "\\\"", StringComparison.Ordinal);
        return new[]
        {
            secret,
            secret.Replace("'", "''", StringComparison.Ordinal),
            secret.Replace("'", "'\\''", StringComparison.Ordinal),
            slashed,
            slashed.Replace("'", "\\'", StringComparison.Ordinal),
            inDoubleQuotes,
            inDoubleQuotes.Replace("'", "\\'", StringComparison.Ordinal),
            JsonEncodedText.Encode(secret).Value,
            Uri.EscapeDataString(secret),
        }.Distinct(StringComparer.Ordinal).OrderByDescending(written => written.Length);
    }

    private static string Places(string secret, IReadOnlySet<string> names)
    {
        const string Said = """
            \b(?:password|passwd|pwd|passphrase|secret)\b["'`]?\s*(?:[=:]|\bis\b|\bBY\b|\()?\s*["'`]?
            | \bIDENTIFIED\s+(?:VIA\s+\S+\s+|WITH\s+\S+\s+)?(?:BY|AS|USING)\s+(?:PASSWORD\s*\(?\s*)?["'`]?
            | (?<![\w-])-p\s*["']?
            | ://[^\s/:@]*:
            """;
        var isPlain = secret.All(char.IsAsciiLetterLower) || secret.All(char.IsAsciiDigit);
        // No word of a language, whatever its length.
        var isMixed = !secret.All(char.IsLetter) && !secret.All(char.IsDigit);
        return names.Contains(secret) || secret.Length < InQuotes ? Said
            : secret.Length >= (isPlain ? AnywhereThoughPlain : Anywhere) || isMixed ? Said + "|(?<!\\w)"
            : Said + "|[\"'`]";
    }

    // At its ends a secret's own signs need no bounds.
    private static Regex PatternOf(string secret, string places) => new(
        $"(?<before>{places}){Regex.Escape(secret)}{(char.IsLetterOrDigit(secret[^1]) ? "(?!\\w)" : "")}",
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    [GeneratedRegex("PASS|PWD|SECRET|TOKEN", RegexOptions.IgnoreCase)]
    private static partial Regex Variable();

    [GeneratedRegex(
        """
        (?: [\w-]*(?:password|passwd|passphrase|secret|pwd)[\w-]*= | (?<![\w-])-p | \bIDENTIFIED\s+BY\s+ | ://[^\s/:@]*:(?=[^\s/@]+@) )
        (?<secret> '[^']*' | "[^"]*" | [^\s'";|&@]+ )
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex OnCommandLine();

    // The server's errors and dumps quote statements.
    [GeneratedRegex(@"(?<before>\bIDENTIFIED\s+(?:VIA\s+\S+\s+|WITH\s+\S+\s+)?(?:BY|AS|USING)\s+(?:PASSWORD\s*\(?\s*)?|\bSET\s+PASSWORD\b[^=]*=\s*)(?:'(?:[^'\\]|\\.|'')*'?|""(?:[^""\\]|\\.)*""?)", RegexOptions.IgnoreCase)]
    private static partial Regex Identified();
}
