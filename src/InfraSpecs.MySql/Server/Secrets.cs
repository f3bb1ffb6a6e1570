using System.Text;
using System.Text.RegularExpressions;

namespace InfraSpecs.MySql;

/// <summary>What must not be seen in a text: the passwords of the options, those in command lines, and those that statements set.</summary>
internal sealed partial class Secrets
{
    private const int LargestSettings = 65_536;

    private readonly KnownSecrets _known;

    private Secrets(KnownSecrets known) => _known = known;

    /// <param name="options">The server's, with its passwords.</param>
    /// <param name="command">A command line that may have some more.</param>
    public static Secrets Collect(MySqlOptions options, IReadOnlyList<string>? command = null) => Collect([options], command ?? []);

    /// <param name="servers">Several servers', with their passwords.</param>
    /// <param name="command">A command line that may have some more.</param>
    /// <param name="others">Further ones.</param>
    public static Secrets Collect(IReadOnlyList<MySqlOptions> servers, IReadOnlyList<string> command, IEnumerable<string>? others = null)
    {
        var names = servers.SelectMany(options => new[] { options.User, options.Database, options.Image }).OfType<string>()
            .Concat(["root", "mysql", "mariadb", "password"]).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new Secrets(new KnownSecrets([.. servers.SelectMany(InOptions), .. InCommand(command), .. others ?? []], names));
    }

    /// <summary>The text without them, and without what a text itself calls a password.</summary>
    public string Mask(string text) => _known.Mask(Identified().Replace(text, "${before}***"));

    /// <summary>What a container was given of secrets, in the ways that people have.</summary>
    /// <param name="variables">Its variables, as "NAME=value".</param>
    /// <param name="files">Its files: one that is called a secret, and settings in others.</param>
    public static IEnumerable<string> InContainer(IEnumerable<string> variables, IEnumerable<ContainerFile> files) => variables
        .Select(it => it.Split('=', 2)).Where(it => it.Length == 2).Select(it => CommandText.SecretIn(it[0], it[1]))
        .Concat(files.SelectMany(InFile))
        .OfType<string>();

    private static IEnumerable<string?> InFile(ContainerFile file)
    {
        if (file.Content.Length > LargestSettings || file.Source is { } source && new FileInfo(source) is not { Exists: true, Length: <= LargestSettings }) return [];
        var text = Encoding.UTF8.GetString(file.Source is { } path ? File.ReadAllBytes(path) : file.Content.Span);
        var settings = Setting().Matches(text).Select(it => CommandText.SecretIn(it.Groups["name"].Value, it.Groups["value"].Value.Trim('\'', '"')));
        return file.Path.StartsWith("/run/secrets/", StringComparison.Ordinal) || Variable().IsMatch(file.Path[file.Path.LastIndexOf('/')..]) ? settings.Append(text.Trim()) : settings;
    }

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

    // In an option file, a shell script, YAML.
    [GeneratedRegex(@"^[ \t]*(?:export[ \t]+)?(?<name>[\w.-]+)[ \t]*[=:][ \t]*(?<value>[^\r\n]+?)[ \t]*\r?$", RegexOptions.Multiline)]
    private static partial Regex Setting();

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
