using System.Text.RegularExpressions;

namespace InfraSpecs.Cron;

/// <summary>
/// What cron says when it cannot start a job: child_process in do_command.c of Debian's cron and of cronie, change_identity in busybox. It says so to syslog,
/// and of PAM's refusals Debian's cron prints the last word, too; busybox prints what it says.
/// </summary>
internal static partial class StartRules
{
    /// <summary>What keeps cron from starting jobs.</summary>
    /// <param name="Why">In the words of what failed.</param>
    /// <param name="User">Whose jobs; null where nobody said.</param>
    /// <param name="Said">What cron said of it, or the very words.</param>
    /// <param name="At">When; null where that is not known.</param>
    private sealed record Refusal(string Why, string? User, string Said, DateTimeOffset? At);

    public static IEnumerable<Cause> Find(CronEvidence evidence)
    {
        List<Refusal> said = [.. OfSyslog(evidence.Syslog)];
        if (said.Count == 0 && evidence.Runs.Count == 0) said = [.. OfOutput(evidence.Output)];
        return from refusal in said.DistinctBy(it => (it.Why, it.User))
               where !IsHomeOfCrontab(evidence.Files, refusal) && !evidence.Runs.Any(run => run.StartedAt > refusal.At && (refusal.User is null || run.User == refusal.User))
               from cause in Causes(evidence.Files, refusal)
               select cause;
    }

    private static IEnumerable<Cause> Causes(CronFiles files, Refusal refusal)
    {
        var finding = Finding(refusal);
        var jobs = files.Crontabs.SelectMany(crontab => crontab.Jobs.Select(job => new JobRef(crontab, job))).Where(it => it.User == refusal.User).ToList();
        return jobs.Count == 0 ? [new Cause(finding)] : jobs.Select(job => new Cause(finding, job));
    }

    private static CronFinding Finding(Refusal refusal) => new()
    {
        Fault = CronFault.StartRefused,
        Sentence = $"cron cannot start {(refusal.User is null ? "a job" : $"the jobs of {refusal.User}")}: {CommandText.WithoutSecrets(refusal.Why)}",
        Fact = $"cron said {Quote.Of(refusal.Said)}",
        Advice = Advice(refusal),
    };

    private static string Advice(Refusal refusal) => refusal.Why switch
    {
        var why when Has(why, "expired", "no longer valid") => $"renew the account in the image: chage -E -1 -M -1 -d 2020-01-01 {refusal.User ?? "user"}",
        var why when Has(why, "could not obtain user info") => $"give {refusal.User ?? "the user"} a line in /etc/shadow, as useradd does",
        var why when Has(why, "fork", "FORK") => "raise the container's limit of processes (--pids-limit), or let fewer jobs run at once",
        var why when Has(why, "chdir") => "make the home in the image (useradd -m), or set HOME in the crontab to a folder that is there",
        var why when Has(why, "setgid", "setuid", "setreuid", "setregid", "initgroups", "set groups") =>
            "let the container keep the capabilities SETUID and SETGID: cron becomes the user whose job it starts",
        _ => "correct /etc/pam.d/cron (of cronie: /etc/pam.d/cronie or crond), or the account that PAM refuses",
    };

    private static bool Has(string why, params string[] parts) => Array.Exists(parts, it => why.Contains(it, StringComparison.Ordinal));

    /// <summary>Of each process that cron forked for a job, what it said. Its last word is a bare one; what PAM's modules said before it is the cause.</summary>
    private static IEnumerable<Refusal> OfSyslog(IReadOnlyList<SyslogRecord> all)
    {
        var checks = all.Where(it => it.Program == "unix_chkpwd").ToList();
        foreach (var records in all.Where(it => it.Program.Contains("cron", StringComparison.OrdinalIgnoreCase)).GroupBy(it => it.ProcessId))
        {
            foreach (var record in records)
            {
                if (Refused(record.Text) is not { } why) continue;
                var check = checks.LastOrDefault(it => it.At <= record.At && it.At > record.At.AddSeconds(-30));
                var before = records.TakeWhile(it => it != record).Select(it => Module().Match(it.Text)).LastOrDefault(it => it.Success)?.Groups["why"].Value
                    ?? (why == "Authentication failure" ? check?.Text : null);
                var user = UserIn(records.Select(it => it.Text).Append(before ?? ""));
                yield return new Refusal(before ?? why, user, record.Text, record.At);
            }
        }
    }

    private static IEnumerable<Refusal> OfOutput(IReadOnlyList<string> lines) =>
        from line in lines
        let text = line.StartsWith("crond: ", StringComparison.Ordinal) ? line["crond: ".Length..] : line
        let why = text == line ? PamWords().IsMatch(text) ? text : null : Refused(text)
        where why is not null
        select new Refusal(why, null, line, null);

    private static string? Refused(string text)
    {
        foreach (var pattern in (Regex[])[SystemCall(), OfBusybox(), OfProcess(), ByCronie()])
        {
            if (pattern.Match(text) is { Success: true } match) return match.Groups["why"].Value.Replace("failed):", "failed:", StringComparison.Ordinal);
        }

        return PamWords().IsMatch(text) ? text : null;
    }

    /// <summary>Whose job it was, as any of the texts has it.</summary>
    private static string? UserIn(IEnumerable<string> texts) => texts.Select(it => User().Match(it)).FirstOrDefault(it => it.Success)?.Groups["user"].Value;

    /// <summary>The crontab sets such a HOME, which is told of the crontab.</summary>
    private static bool IsHomeOfCrontab(CronFiles files, Refusal refusal) =>
        files.Crontabs.SelectMany(it => it.Variables).Any(it => it.Name == "HOME" && refusal.Why.StartsWith($"chdir failed ({it.Value})", StringComparison.Ordinal));

    // "(CRON) error (do_command:setgid(1000) failed: Operation not permitted)"; cronie: "(CRON) ERROR (setgid failed): Operation not permitted".
    [GeneratedRegex(@"^\(\w+\) (error|ERROR) \((do_command:)?(?<why>(set(re)?[ug]id|initgroups)(\(\d+\))? failed\)?: .+?)\)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex SystemCall();

    [GeneratedRegex("^(?<why>(can't set groups|set[ug]id|can't v?fork): .+)$", RegexOptions.ExplicitCapture)]
    private static partial Regex OfBusybox();

    // "(CRON) error (can't fork)"; cronie: "(CRON) CAN'T FORK (do_command)…", "(CRON) ERROR chdir failed (/home/app): No such file or directory".
    [GeneratedRegex(@"^\(CRON\) (error \()?(ERROR )?(?<why>(can't fork|CAN'T FORK|chdir failed).*?)\)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex OfProcess();

    [GeneratedRegex(@"^\([^)]+\) FAILED to (authorize user with PAM|open PAM security session) \((?<why>.+)\)$", RegexOptions.ExplicitCapture)]
    private static partial Regex ByCronie();

    // pam_strerror(3), as Debian's cron says and prints it.
    [GeneratedRegex(
        "^(Authentication failure|Permission denied|User account has expired|Authentication token (is no longer valid; new one required|expired)|System error|Module is unknown"
        + "|Cannot make/remove an entry for the specified session|User not known to the underlying authentication module|Critical error - immediate abort|Failed to load module"
        + "|Authentication service cannot retrieve authentication info|Failure setting user credentials)$")]
    private static partial Regex PamWords();

    // But for what modules say when all is well.
    [GeneratedRegex(@"^(pam_\w+\(\w+:\w+\): (?!session (opened|closed)|Unable to open env file)|PAM (?=unable ))(?<why>.+)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Module();

    [GeneratedRegex(@"^\((?!CRON)(?<user>[^)*]+)\) (CMD|FAILED|PAM ERROR) |account (?<user>\S+) has expired|for user [`']?(?<user>[^\s()']+)|user info \((?<user>[^)]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex User();
}
