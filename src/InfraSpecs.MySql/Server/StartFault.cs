using System.Text.RegularExpressions;

namespace InfraSpecs.MySql;

/// <summary>What keeps a server from answering.</summary>
/// <param name="Cause">Half a sentence, in the words of who says it, for "… did not become ready: {cause}.".</param>
/// <param name="Facts">What was looked up about it.</param>
/// <param name="Advice">What to do.</param>
internal sealed record StartTrouble(string Cause, IReadOnlyList<string> Facts, string Advice);

/// <summary>Which kind of thing an error at a start is about.</summary>
internal enum StartFaultKind
{
    /// <summary>What a server says behind a cause, and nothing by itself.</summary>
    Consequence,

    Space,
    ReadOnly,
    Permission,
    Locked,
    Option,
    Script,
    LowerCase,
    ForeignData,
    Address,
    Memory,
    Plugin,
    Other,
}

/// <summary>The errors of servers at their start, by what they are about.</summary>
internal static partial class StartFault
{
    /// <summary>Of several errors of one start the first of these is the cause.</summary>
    private static readonly (StartFaultKind Kind, Regex Pattern)[] Kinds =
    [
        (StartFaultKind.Consequence, Consequence()), (StartFaultKind.Space, Space()), (StartFaultKind.ReadOnly, ReadOnly()), (StartFaultKind.Permission, Permission()),
        (StartFaultKind.Locked, Locked()), (StartFaultKind.Option, Option()), (StartFaultKind.Script, Script()), (StartFaultKind.LowerCase, LowerCase()),
        (StartFaultKind.ForeignData, ForeignData()), (StartFaultKind.Address, Address()), (StartFaultKind.Memory, Memory()), (StartFaultKind.Plugin, Plugin()),
    ];

    public static StartFaultKind KindOf(string error) => Kinds.Where(it => it.Pattern.IsMatch(error)).Select(it => it.Kind).DefaultIfEmpty(StartFaultKind.Other).First();

    /// <summary>The error that is the cause, and its kind; null where there is none but consequences.</summary>
    public static (StartFaultKind Kind, string Cause)? Find(IReadOnlyList<string> errors)
    {
        var causes = errors.Select(error => (Kind: KindOf(error), Cause: error)).Where(it => it.Kind != StartFaultKind.Consequence).ToList();
        if (causes.Count == 0) return null;
        var first = causes.MinBy(it => it.Kind);
        // A server goes on without a plugin; what ended it then may be something else, or what the plugin would have brought.
        var last = causes[^1];
        return first.Kind < StartFaultKind.Plugin || last == first ? first : (first.Kind, $"{first.Cause}; {last.Cause}");
    }

    /// <summary>The name of an option that is refused, as it was written; null for other errors.</summary>
    public static string? OptionIn(string error) => OptionName().Match(error) is { Success: true } match ? match.Groups["name"].Value : null;

    /// <summary>The path that an error is about; null if it names none. One that is relative is in the data directory.</summary>
    public static string? PathIn(string error, string dataDirectory) =>
        Path().Match(error) is not { Success: true } match ? null
        : match.Groups["path"].Value is var path && path.StartsWith('/') ? path
        : $"{dataDirectory.TrimEnd('/')}/{path.TrimStart('.', '/')}";

    [GeneratedRegex(
        "^Aborting|^Data Dictionary initialization failed|^Failed to initialize (?:DD Storage Engine|plugins)|Plugin initialization aborted with error|init function returned error"
        + "|registration as a STORAGE ENGINE failed|Unknown/unsupported storage engine: InnoDB|^Could not open mysql.plugin table|^Stopped processing the|see above$"
        + "|^DDL_LOG: |is unusable|last \\[?ERROR\\]? line is about|^Failed to open the bootstrap file",
        RegexOptions.IgnoreCase)]
    private static partial Regex Consequence();

    [GeneratedRegex("No space left on device|Disk is full")]
    private static partial Regex Space();

    [GeneratedRegex("Read-only file system")]
    private static partial Regex ReadOnly();

    [GeneratedRegex("Permission denied|Operation not permitted|cannot write to |cannot be read")]
    private static partial Regex Permission();

    [GeneratedRegex("Unable to lock |Can't lock aria control file|Another process with pid")]
    private static partial Regex Locked();

    [GeneratedRegex("unknown (?:variable|option)|ambiguous option|Unknown suffix|option '[^']+' (?:requires|cannot)|Found option without preceding group|Error while setting value|does not accept its options", RegexOptions.IgnoreCase)]
    private static partial Regex Option();

    [GeneratedRegex(
        "(?:unknown (?:variable|option)|ambiguous option|for variable|Error while setting value .* to|option) '(?:--)?(?<name>[^'=]+)",
        RegexOptions.IgnoreCase)]
    private static partial Regex OptionName();

    [GeneratedRegex(@"^ERROR \d+ \(|command not found$|: not found$")]
    private static partial Regex Script();

    [GeneratedRegex("lower_case_table_names")]
    private static partial Regex LowerCase();

    [GeneratedRegex("Tablespace flags are invalid|ib_logfile0 was not found|Invalid MySQL server (?:up|down)grade|Cannot boot server version|redo log.*(?:format|version)|has files but no database", RegexOptions.IgnoreCase)]
    private static partial Regex ForeignData();

    [GeneratedRegex("Bind on (?:TCP/IP|unix socket)|Address already in use|Cannot assign requested address|Can't start server|No such host|getaddrinfo", RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    [GeneratedRegex("Cannot allocate memory|Out of memory", RegexOptions.IgnoreCase)]
    private static partial Regex Memory();

    [GeneratedRegex("Can't open shared library|Couldn't load plugin", RegexOptions.IgnoreCase)]
    private static partial Regex Plugin();

    [GeneratedRegex(@"'(?<path>\.?/[^']+|\./[^']+)'|(?<=\s|^)(?<path>/[^\s:]+|\./[^\s:]+)")]
    private static partial Regex Path();
}
