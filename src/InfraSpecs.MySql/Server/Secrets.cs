using System.Text.RegularExpressions;

namespace InfraSpecs.MySql;

/// <summary>What must not be seen in a text: the passwords of the options, those in command lines, and those that statements set.</summary>
internal sealed partial class Secrets
{
    private readonly KnownSecrets _known;

    private Secrets(KnownSecrets known) => _known = known;

    /// <param name="options">The server's, with its passwords.</param>
    /// <param name="command">A command line that may have some more.</param>
    public static Secrets Collect(MySqlOptions options, IReadOnlyList<string>? command = null) => Collect([options], command ?? []);

    /// <param name="servers">Several servers', with their passwords.</param>
    /// <param name="command">A command line that may have some more.</param>
    public static Secrets Collect(IReadOnlyList<MySqlOptions> servers, IReadOnlyList<string> command)
    {
        var names = servers.SelectMany(options => new[] { options.User, options.Database, options.Image }).OfType<string>()
            .Concat(["root", "mysql", "mariadb", "password"]).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new Secrets(new KnownSecrets([.. servers.SelectMany(InOptions), .. InCommand(command)], names));
    }

    /// <summary>The text without them, and without what a text itself calls a password.</summary>
    public string Mask(string text) => _known.Mask(Identified().Replace(text, "${before}***"));

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
