namespace InfraSpecs.Cron;

/// <summary>
/// Jobs of @reboot that cron does not run since it takes its start for one of many: it leaves a file in /run, and a container that is started again has that
/// file still (cron.c of Debian and of cronie).
/// </summary>
internal static class RebootRules
{
    private const string Debians = "Skipping @reboot jobs";
    private const string Cronies = "@reboot jobs will be run at computer's startup";

    public static IEnumerable<Cause> Find(CronEvidence evidence) =>
        LastSaid(evidence.Syslog) is not { } said ? [] :
        from crontab in evidence.Files.Crontabs
        where LineRules.IsRead(evidence.Files, crontab)
        from job in crontab.Jobs
        where job.Schedule == "@reboot"
        let reference = new JobRef(crontab, job)
        select new Cause(Finding(evidence.Files, reference, said), reference);

    private static CronFinding Finding(CronFiles files, JobRef job, string said)
    {
        var file = files.Daemon is CronDaemon.Cronie ? "/run/cron.reboot" : "/run/crond.reboot";
        return new CronFinding
        {
            Fault = CronFault.RebootSkipped,
            Sentence = $"{job.Subject} was not run at this start: cron runs @reboot jobs at the machine's first start only, and {file} is there from an earlier one",
            Fact = $"cron said {Quote.Of(said)}",
            Advice = $"rm -f {file} before cron starts, or mount a tmpfs at /run; or let the entry point run the command",
            File = job.Crontab.Path,
            Line = job.Job.Line,
        };
    }

    /// <summary>What the daemon's last start said of them; null where it ran them, and where it said nothing.</summary>
    private static string? LastSaid(IReadOnlyList<SyslogRecord> said)
    {
        var last = said.LastOrDefault(it => it.Program.Contains("cron", StringComparison.OrdinalIgnoreCase) && (IsStart(it.Text) || IsSkipped(it.Text)));
        return last is not null && IsSkipped(last.Text) ? last.Text : null;
    }

    private static bool IsStart(string text) => text.Contains("Running @reboot", StringComparison.Ordinal) || text.StartsWith("(CRON) STARTUP (", StringComparison.Ordinal);

    private static bool IsSkipped(string text) => text.Contains(Debians, StringComparison.Ordinal) || text.Contains(Cronies, StringComparison.Ordinal);
}
