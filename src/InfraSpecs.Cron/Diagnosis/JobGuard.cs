namespace InfraSpecs.Cron;

/// <summary>Jobs that are meant to end with 1 or 127 and without a word where there is nothing to do: <c>test -x /x &amp;&amp; /x</c>, <c>command -v x &amp;&amp; x</c>.</summary>
internal static class JobGuard
{
    private static readonly HashSet<string> Guards = ["test", "[", "[[", "command", "which", "type", "hash", "grep", "egrep", "fgrep", "zgrep", "pgrep", "pidof", "cmp", "diff", "mountpoint", "flock"];
    private static readonly HashSet<string> Around = ["if", "then", "else", "elif", "fi", "do", "done", "esac", "{", "}", "!", "exec"];

    /// <summary>Whether the job's command, or the script that it ends with, may end so and mean no harm.</summary>
    /// <param name="files">The container's files.</param>
    /// <param name="job">The job; null where no crontab has it.</param>
    /// <param name="command">What its shell got.</param>
    public static bool MayEndSo(CronFiles files, JobRef? job, string command) =>
        (job is null ? [command] : JobTexts.Read(files, job.Crontab, job.Job).Select(it => it.Text)).Any(EndsWithGuard);

    /// <summary>In its last list of commands, those between &amp;&amp; and ||, there is a question.</summary>
    private static bool EndsWithGuard(string text)
    {
        List<string> programs = [];
        var (depth, isNewList, isNewCommand) = (0, true, true);
        foreach (var (token, isOperator) in ShellWords.Read(text).Tokens)
        {
            depth += token is "{" or "(" ? 1 : token is "}" or ")" ? -1 : 0;
            isNewCommand |= isOperator;
            isNewList |= isOperator && depth == 0 && token is (";" or "\n" or "&");
            if (isOperator || !isNewCommand || Around.Contains(token)) continue;
            if (isNewList) programs.Clear();
            programs.Add(token[(token.LastIndexOf('/') + 1)..]);
            (isNewList, isNewCommand) = (false, false);
        }

        return programs.Exists(Guards.Contains);
    }
}
