namespace InfraSpecs.Images.Commands;

/// <summary>What a program starts in its turn.</summary>
/// <param name="Words">The program and its arguments; empty where it starts none.</param>
/// <param name="Path">A new PATH; null where it stays.</param>
/// <param name="IsCertain">Whether all of its options are known here.</param>
internal sealed record Wrapped(IReadOnlyList<string> Words, string? Path, bool IsCertain)
{
    /// <summary>As whom; null where that stays.</summary>
    public string? User { get; init; }

    public static Wrapped Unknown { get; } = new([], null, false);
}

/// <summary>Programs whose one purpose is to start another: env, and what reaps or changes user before it does.</summary>
internal static class Wrapper
{
    /// <summary>Their options with an argument of its own, and how many arguments stand before the program.</summary>
    private static readonly Dictionary<string, (string[] WithArgument, string[] Alone, int Before)> Known = new(StringComparer.Ordinal)
    {
        ["tini"] = (["-p", "-e"], ["-s", "-v", "-vv", "-vvv", "-w", "-g"], 0),
        ["tini-static"] = (["-p", "-e"], ["-s", "-v", "-vv", "-vvv", "-w", "-g"], 0),
        ["docker-init"] = (["-p", "-e"], ["-s", "-v", "-vv", "-vvv", "-w", "-g"], 0),
        ["catatonit"] = ([], ["-P", "-g"], 0),
        ["dumb-init"] = (["-r", "--rewrite"], ["-c", "--single-child", "-v", "--verbose"], 0),
        ["gosu"] = ([], [], 1),
        ["su-exec"] = ([], [], 1),
        ["nohup"] = ([], [], 0),
        ["setsid"] = ([], ["-c", "-f", "-w", "--ctty", "--fork", "--wait"], 0),
        ["nice"] = (["-n"], [], 0),
        ["timeout"] = (["-s", "-k", "--signal", "--kill-after"], ["--foreground", "--preserve-status", "-v", "-f", "-p"], 1),
    };

    /// <summary>They start another program too; their options are not followed.</summary>
    private static readonly HashSet<string> Others =
        ["chpst", "chroot", "chrt", "doas", "ionice", "numactl", "prlimit", "runuser", "setarch", "setpriv", "start-stop-daemon", "stdbuf", "su", "sudo", "taskset", "unshare", "xargs"];

    private static readonly string[] EnvAlone = ["-i", "-", "--ignore-environment", "-v", "--debug"];
    private static readonly string[] EnvWithArgument = ["-u", "--unset"];

    /// <returns>Null for a program that is not known to start another.</returns>
    public static Wrapped? Parse(string name, IReadOnlyList<string> arguments)
    {
        if (name == "env") return Env(arguments);
        if (!Known.TryGetValue(name, out var options)) return Others.Contains(name) ? Wrapped.Unknown : null;
        var wrapped = Unwrap(arguments, options.WithArgument, options.Alone, options.Before);
        return wrapped.IsCertain && name is "gosu" or "su-exec" ? wrapped with { User = arguments.ElementAtOrDefault(arguments.Count - wrapped.Words.Count - 1) } : wrapped;
    }

    private static Wrapped Unwrap(IReadOnlyList<string> arguments, string[] withArgument, string[] alone, int before)
    {
        var at = 0;
        for (; at < arguments.Count && arguments[at].StartsWith('-'); at++)
        {
            if (arguments[at] == "--")
            {
                at++;
                break;
            }

            if (withArgument.Contains(arguments[at])) at++;
            else if (!alone.Contains(arguments[at]) && !arguments[at].Contains('=')) return Wrapped.Unknown;
        }

        return at + before < arguments.Count ? new Wrapped([.. arguments.Skip(at + before)], null, true) : Wrapped.Unknown;
    }

    private static Wrapped Env(IReadOnlyList<string> arguments)
    {
        string? path = null;
        var isEmptied = false;
        for (var at = 0; at < arguments.Count; at++)
        {
            var word = arguments[at];
            if (Split(word, arguments, at) is { } split)
            {
                var inner = Env(split);
                return inner with { Path = inner.Path ?? path };
            }

            if (EnvWithArgument.Contains(word)) at++;
            else if (EnvAlone.Contains(word)) isEmptied |= word is "-i" or "-" or "--ignore-environment";
            else if (word == "--" || word.StartsWith("--unset=", StringComparison.Ordinal)) continue;
            else if (word.StartsWith('-')) return Wrapped.Unknown;
            else if (word.StartsWith("PATH=", StringComparison.Ordinal)) path = word["PATH=".Length..];
            else if (!word.Contains('=')) return isEmptied && path is null ? Wrapped.Unknown : new Wrapped([.. arguments.Skip(at)], path, true);
        }

        return Wrapped.Unknown;
    }

    /// <summary>-S takes its argument apart, where the kernel hands all of a script's first line on in one piece. Its quotes and variables are not followed.</summary>
    private static IReadOnlyList<string>? Split(string word, IReadOnlyList<string> arguments, int at)
    {
        var (text, next) = word switch
        {
            "-S" or "--split-string" or "-vS" when at + 1 < arguments.Count => (arguments[at + 1], at + 2),
            _ when word.StartsWith("-S", StringComparison.Ordinal) => (word[2..], at + 1),
            _ when word.StartsWith("-vS", StringComparison.Ordinal) => (word[3..], at + 1),
            _ when word.StartsWith("--split-string=", StringComparison.Ordinal) => (word["--split-string=".Length..], at + 1),
            _ => (null, 0),
        };
        if (text is null) return null;
        // An option that is not known makes the whole unknown.
        return text.IndexOfAny(['\'', '"', '\\', '$']) >= 0 ? ["--not-followed"] : [.. text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries), .. arguments.Skip(next)];
    }
}
