namespace InfraSpecs.Cron;

/// <summary>How a cron daemon is started, read from a container's command or from a process in it: also by a shell, an init or whatever else stands before it.</summary>
/// <param name="Program">Its program, as it is named.</param>
/// <param name="Before">The words before it.</param>
/// <param name="Arguments">The words after it.</param>
/// <param name="IsAlone">The container's command does nothing else.</param>
internal sealed record DaemonCommand(string Program, IReadOnlyList<string> Before, IReadOnlyList<string> Arguments, bool IsAlone)
{
    // Which of the options take a value, by getopt's word for it: main() of Debian's cron.c, of cronie's, crond_main() of busybox's crond.c.
    private const string OfDebian = "flL:nNx:";
    private const string OfCronie = "hnfpsiPx:m:cV";
    private const string OfBusybox = "l:L:fbSc:d:";

    private static readonly string[] Shells = ["sh", "bash", "dash", "ash", "zsh"];
    private static readonly string[] Starters = ["exec", "env", "busybox", "nice", "nohup", "setsid", "command", "tini", "dumb-init", "catatonit", "su-exec", "gosu", "chroot"];

    /// <summary>Something in it is known to the shell only.</summary>
    public bool HasUnknown => Arguments.Any(it => it.Contains(ShellWords.Unknown));

    /// <summary>It is busybox that runs it, whatever else is called so.</summary>
    public bool IsOfBusybox => Before.Count > 0 && Name(Before[^1]) == "busybox";

    /// <summary>What TZ is set to for it; null if it is not.</summary>
    public string? TimeZone => Before.LastOrDefault(it => it.StartsWith("TZ=", StringComparison.Ordinal))?["TZ=".Length..];

    /// <returns>Null if no cron daemon is among the words.</returns>
    public static DaemonCommand? Find(IReadOnlyList<string> words)
    {
        var script = Enumerable.Range(0, Math.Max(0, words.Count - 1)).FirstOrDefault(at => IsScriptNext(words, at), -1);
        return script < 0 ? In(words, isAlone: true) : OfScript(ShellWords.Read(words[script + 1]).Tokens);
    }

    /// <summary>Whether the daemon is given an option, alone or among others as in <c>-fc</c>.</summary>
    public bool Has(char option, CronDaemon? daemon) => Options(daemon).Any(it => it.Option == option);

    /// <summary>The value of an option, as in <c>-c /jobs</c> or <c>-c/jobs</c>; null if it is not given.</summary>
    public string? Value(char option, CronDaemon? daemon) => Options(daemon).LastOrDefault(it => it.Option == option).Value;

    private IEnumerable<(char Option, string? Value)> Options(CronDaemon? daemon)
    {
        var known = daemon switch { CronDaemon.Busybox => OfBusybox, CronDaemon.Cronie => OfCronie, _ => OfDebian };
        for (var at = 0; at < Arguments.Count && Arguments[at] != "--"; at++)
        {
            if (Arguments[at] is not ['-', .. { Length: > 0 } letters]) continue;
            for (var i = 0; i < letters.Length; i++)
            {
                if (!known.Contains($"{letters[i]}:", StringComparison.Ordinal))
                {
                    yield return (letters[i], null);
                    continue;
                }

                var joined = letters[(i + 1)..];
                yield return (letters[i], joined.Length > 0 ? joined : at + 1 < Arguments.Count ? Arguments[++at] : "");
                break;
            }
        }
    }

    /// <summary>The first of the script's commands that is a daemon, and not only speaks of one.</summary>
    private static DaemonCommand? OfScript(IReadOnlyList<ShellToken> tokens)
    {
        List<string> set = [];
        List<List<string>> commands = [[]];
        foreach (var token in tokens)
        {
            if (token.IsOperator) commands.Add([]);
            else commands[^1].Add(token.Text);
        }

        commands.RemoveAll(it => it.Count == 0);
        foreach (var command in commands)
        {
            if (command.All(IsSetting)) set.AddRange(command);
            else if (IsStart(command) && In(command, commands.Count == 1) is { } daemon) return daemon with { Before = [.. set, .. daemon.Before] };
        }

        return null;
    }

    private static DaemonCommand? In(IReadOnlyList<string> words, bool isAlone)
    {
        var before = words.TakeWhile(it => Name(it) is not ("cron" or "crond")).ToList();
        if (before.Count == words.Count) return null;
        return new DaemonCommand(words[before.Count], before, [.. words.Skip(before.Count + 1)], isAlone && before.All(it => Starters.Contains(Name(it)) || IsSetting(it) || it.StartsWith('-')));
    }

    private static bool IsScriptNext(IReadOnlyList<string> words, int at) => words[at] is ['-', not '-', ..] option && option.EndsWith('c') && at > 0
        && words.Take(at).Any(it => Shells.Contains(Name(it)));

    private static bool IsSetting(string word) => word == "export" || (word.IndexOf('=') is > 0 and var at && word[..at].All(it => char.IsAsciiLetterOrDigit(it) || it == '_'));

    private static bool IsStart(List<string> command) => command.SkipWhile(IsSetting).FirstOrDefault() is { } first && (Name(first) is "cron" or "crond" || Starters.Contains(Name(first)));

    private static string Name(string word) => word[(word.LastIndexOf('/') + 1)..];
}
