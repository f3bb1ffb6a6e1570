using System.Globalization;
using System.Text.RegularExpressions;

namespace InfraSpecs.MySql;

/// <summary>
/// What a server's container printed since its start, as far as it tells why nobody is answered: by the forms of mysqld, mariadbd, the official images'
/// entrypoints and the tools that those call. Lines come while others ask.
/// </summary>
/// <param name="mask">Makes of a line one that may be shown.</param>
internal sealed partial class StartLog(Func<string, string> mask)
{
    private const int MostErrors = 10;
    private const int MostLast = 5;

    private readonly Lock _gate = new();
    private readonly List<string> _errors = [];
    private readonly Queue<string> _last = new();
    private string? _script;
    private string? _lastScript;
    private bool _hasScriptFailed;

    /// <summary>The port that the server says it is ready at; 0 for a socket alone, null as long as it does not say that it is ready.</summary>
    public int? Port { get; private set; }

    /// <summary>What it says of data that another server has; null if it says nothing of it.</summary>
    public string? Locked { get; private set; }

    /// <summary>What it says where it waits until somebody frees space; null if it does not.</summary>
    public string? WaitsForSpace { get; private set; }

    /// <summary>What is marked as an error, each once, in the order in which it came.</summary>
    public IReadOnlyList<string> Errors
    {
        get { lock (_gate) return [.. _errors]; }
    }

    /// <summary>The last lines, without those of which every container has some.</summary>
    public IReadOnlyList<string> LastLines
    {
        get { lock (_gate) return [.. _last]; }
    }

    /// <summary>The initialisation script that runs now; null if none does, as far as the entrypoint says.</summary>
    public string? Script
    {
        get { lock (_gate) return _script; }
    }

    /// <summary>The initialisation script that ended the start; null if none did. No other begins after it. What is said on standard output and on standard error comes in any order, so that the
    /// error may come before the name.</summary>
    public string? FailedScript
    {
        get { lock (_gate) return _hasScriptFailed ? _lastScript : null; }
    }

    public void Add(string line)
    {
        // MariaDB rings a bell before some errors.
        var text = mask(line.TrimStart('\a').TrimEnd());
        if (text.Length == 0 || Noise().IsMatch(text)) return;
        lock (_gate)
        {
            _last.Enqueue(text);
            if (_last.Count > MostLast) _last.Dequeue();
            if (Runs().Match(text) is { Success: true } script) _script = _lastScript = script.Groups["name"].Value;
            TakeState(text);
            if (ErrorIn(text) is { } error && !_errors.Contains(error)) TakeError(error);
        }
    }

    /// <summary>What a line says if it says an error; without the time and the numbers before it. Null if it says none.</summary>
    public static string? ErrorIn(string line)
    {
        var message = Head().Replace(line, "");
        if (Levels().Match(line) is { Success: true } level) return level.Value.Contains("ERROR", StringComparison.OrdinalIgnoreCase) ? Without(message) : null;
        return Marked().IsMatch(message) || Refused().IsMatch(message) ? Without(message) : null;
    }

    private void TakeError(string error)
    {
        _hasScriptFailed |= SqlError().IsMatch(error);
        // The first have the cause, and the last one ended it.
        if (_errors.Count == MostErrors) _errors.RemoveAt(MostErrors - 1);
        _errors.Add(error);
        if (LockedBy().IsMatch(error)) Locked ??= error;
        if (error.Contains("Waiting for someone to free", StringComparison.Ordinal)) WaitsForSpace = error;
    }

    private void TakeState(string text)
    {
        // An entrypoint's temporary server says the same as the one that follows it.
        if (Begins().IsMatch(text)) (Port, Locked, WaitsForSpace, _script) = (null, null, null, null);
        if (Ready().Match(text) is { Success: true } ready) Port = int.Parse(ready.Groups["port"].Value, CultureInfo.InvariantCulture);
    }

    private static string Without(string message) => Head().Replace(Says().Replace(message, ""), "").Trim().TrimEnd('.');

    [GeneratedRegex("mempolicy|NUMA memory policy")]
    private static partial Regex Noise();

    [GeneratedRegex(@"\brunning (?:\S*/)?docker-entrypoint-initdb\.d/(?<name>\S+)|\bSourcing (?:\S*/)?docker-entrypoint-initdb\.d/(?<name>\S+)", RegexOptions.IgnoreCase)]
    private static partial Regex Runs();

    [GeneratedRegex(@"\[(?:Warning|Note|System|ERROR|Warn)\]", RegexOptions.IgnoreCase)]
    private static partial Regex Levels();

    // "2026-11-29T15:14:54.104144Z 0 [ERROR] [MY-000067] [Server] ", "2026-11-29 15:14:52 0 [ERROR] ", "2026-11-29T15:16:36Z [Entrypoint] ".
    [GeneratedRegex(@"\a|\d{4}-\d\d-\d\d[T ][\d:.]+(?:Z|[+-]\d\d:\d\d)?(?: \d+)?(?: \[[\w-]+\]:?)+ ?")]
    private static partial Regex Head();

    [GeneratedRegex(@"^(?:ERROR: |\[ERROR\] |(?:mysqld|mariadbd|error|ERROR): (?!\[(?:Warning|Note)\])|ERROR \d+ \(|\S+ got (?:signal|exception) )")]
    private static partial Regex Marked();

    [GeneratedRegex(@"^(?:ERROR: )?(?:(?:mysqld|mariadbd|error|\S*/(?:mysqld|mariadbd)): )?(?:\[ERROR\] )?(?:ERROR: )?")]
    private static partial Regex Says();

    // "touch: cannot touch '/var/lib/mysql/x': Permission denied", "/docker-entrypoint-initdb.d/a.sh: line 2: foo: command not found".
    [GeneratedRegex(@"^\S+: .+: (?:Permission denied|No space left on device|Read-only file system|No such file or directory|Operation not permitted|command not found|not found|Is a directory)$")]
    private static partial Regex Refused();

    [GeneratedRegex(@"^ERROR \d+ \(")]
    private static partial Regex SqlError();

    [GeneratedRegex("Unable to lock |Can't lock aria control file|Another process with pid")]
    private static partial Regex LockedBy();

    [GeneratedRegex(@"starting as process \d|Starting (?:MariaDB|MySQL) .* as process \d|Received SHUTDOWN|Normal shutdown|Shutdown complete", RegexOptions.IgnoreCase)]
    private static partial Regex Begins();

    // MySQL says it in one line, MariaDB in two.
    [GeneratedRegex(@"Version: '[^']*'\s+socket: '[^']*'\s+port: (?<port>\d+)")]
    private static partial Regex Ready();
}
