namespace InfraSpecs.Cron;

/// <summary>Whether there is a daemon, and whether it runs.</summary>
internal static class DaemonRules
{
    public static IEnumerable<Cause> Find(CronEvidence evidence) =>
        from finding in (CronFinding?[])[None(evidence), Running(evidence)]
        where finding is not null
        select new Cause(finding);

    private static CronFinding? None(CronEvidence evidence) => evidence.Files.Daemon is not null || evidence.Processes is { } present && DaemonPresence.IsThere(present) ? null : new CronFinding
    {
        Fault = CronFault.NoDaemon,
        Sentence = $"there is no cron in {evidence.Files.Container}",
        Fact = "it has neither /usr/sbin/cron nor /usr/sbin/crond, and its command starts none",
        Advice = "install cron, as with apt-get install cron",
    };

    private static CronFinding? Running(CronEvidence evidence)
    {
        if (evidence.Files.Daemon is null) return null;
        if (NotInForeground(evidence.Files, evidence.Exit) is { } background && evidence.Processes is null) return background;
        if (evidence.Exit is { } exit)
        {
            return Fault(
                $"cron does not run any more: the container {exit}",
                Printed(exit),
                "read its output");
        }

        var said = LastWords(evidence) is { } words ? $": {CommandText.WithoutSecrets(words)}" : "";
        return evidence.Processes is not { } processes || DaemonPresence.IsThere(processes) ? null : Fault(
            evidence.Spans.Count > 0 ? $"cron has ended in {processes.Container}, and nothing has started it again{said}" : $"no cron runs in {processes.Container}{said}",
            $"its processes are {string.Join(", ", processes.OfMain.Take(5).Select(it => Quote.Of(it.CommandLine)))}",
            "start cron -f as the container's command, or from its entry point");

        static CronFinding Fault(string sentence, string fact, string advice) => new() { Fault = CronFault.NotRunning, Sentence = sentence, Fact = fact, Advice = advice };
    }

    private static CronFinding? NotInForeground(CronFiles files, ContainerExit? exit)
    {
        var words = files.MainCommand is [_, "-c", var script] ? script.Split(' ', StringSplitOptions.RemoveEmptyEntries) : [.. files.MainCommand];
        var isService = words is ["service", "cron" or "crond", "start"] or ["/etc/init.d/cron", "start"];
        var isDaemon = !isService && DaemonCommand.Find(files.MainCommand) is { IsAlone: true, HasUnknown: false } start && !Stays(start, files.Daemon);
        var command = string.Join(' ', words);
        return !isService && !isDaemon ? null : new CronFinding
        {
            Fault = CronFault.NotInForeground,
            Sentence = $"cron goes into the background, which ends the container: its command is {Quote.Of(command)}{(isService ? "" : ", without -f")}",
            Fact = exit is null ? CommandText.WithoutSecrets($"the image's command is [{string.Join(", ", files.MainCommand.Select(it => $"\"{it}\""))}]") : $"the container {exit}",
            Advice = files.Daemon is CronDaemon.Cronie ? "CMD [\"crond\", \"-n\"]" : $"CMD [\"{(files.Daemon is CronDaemon.Busybox ? "crond" : "cron")}\", \"-f\"]",
        };
    }

    /// <summary>With debugging options the daemons stay too, and some options only make them say something.</summary>
    private static bool Stays(DaemonCommand start, CronDaemon? daemon) => start.Has('f', daemon) || daemon switch
    {
        CronDaemon.Cronie => start.Has('n', daemon) || start.Has('x', daemon) || start.Has('V', daemon) || start.Has('h', daemon),
        CronDaemon.Busybox => false,
        _ => start.Has('x', daemon) || start.Has('N', daemon),
    };

    /// <summary>What a daemon said that ended before it began: "cron: can't lock /var/run/crond.pid, otherpid may be 7".</summary>
    private static string? LastWords(CronEvidence evidence) =>
        evidence.Output.LastOrDefault(it => it.StartsWith("cron: ", StringComparison.Ordinal) || it.StartsWith("crond: can't", StringComparison.Ordinal))
        ?? evidence.Syslog.LastOrDefault(it => it.Text.StartsWith("(CRON) DEATH (", StringComparison.Ordinal))?.Text;

    /// <summary>The line that weighs most; the last where none speaks of trouble.</summary>
    private static string Printed(ContainerExit exit)
    {
        if (exit.LastLines is not [.., var last]) return "it printed nothing";
        var complaint = FailureText.Complaint([.. exit.LastLines.Select(it => it.Text)]);
        return complaint is null || complaint == last.Text.Trim() ? $"its last output is {Quote.Of(last.Text)}" : $"it printed {Quote.Of(complaint)}";
    }
}
