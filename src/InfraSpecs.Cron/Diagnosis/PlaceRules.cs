using System.Text.RegularExpressions;

namespace InfraSpecs.Cron;

/// <summary>Jobs that are in no crontab which the daemon reads: crontab(1) refused them, they lie where nobody looks, or a mount hides them.</summary>
internal static partial class PlaceRules
{
    public static IEnumerable<Cause> Find(CronEvidence evidence)
    {
        var files = evidence.Files;
        if (files.Daemon is null) return [];
        List<CronFinding> findings = [.. Refused(evidence), .. files.Crontabs.Select(crontab => NotRead(files, crontab)).OfType<CronFinding>(), .. Strays(evidence)];
        if (findings.Count == 0 && Nowhere(evidence) is { } nowhere) findings.Add(nowhere);
        return findings.Select(it => new Cause(it));
    }

    /// <summary>What crontab(1) printed when it refused a crontab, and none of that user came later.</summary>
    private static IEnumerable<CronFinding> Refused(CronEvidence evidence)
    {
        for (var at = 0; at < evidence.Output.Count; at++)
        {
            var line = evidence.Output[at];
            if (Refusal().Match(line) is not { Success: true } match) continue;
            var user = match.Groups["user"] is { Success: true } named ? named.Value : null;
            if (user is not null && evidence.Files.Crontabs.Any(it => it.Form == CrontabForm.User && it.File.Name == user)) continue;
            // "errors in crontab file, can't install." comes after the line that names the field.
            var why = user is null && at > 0 && WrongField().IsMatch(evidence.Output[at - 1]) ? $"{evidence.Output[at - 1]}; {line}" : line;
            yield return new CronFinding
            {
                Fault = CronFault.CrontabRefused,
                Sentence = $"crontab did not install {(user is null ? "a crontab" : $"the crontab of {user}")}: {CommandText.WithoutSecrets(why)}",
                Fact = $"the container printed {Quote.Of(line)}",
                Advice = RefusalAdvice(line, user),
            };
        }
    }

    private static string RefusalAdvice(string line, string? user) => line switch
    {
        _ when line.Contains("not allowed", StringComparison.Ordinal) => $"name {user} in /etc/cron.allow, or remove that file, and /etc/cron.deny; or let root run `crontab -u {user}`",
        _ when user is not null => $"create the user {user} in the image, or name another",
        _ when line.EndsWith("not found", StringComparison.Ordinal) => "install the package that has crontab, or COPY the crontab into the image",
        _ when line.Contains("errors in", StringComparison.Ordinal) || line.StartsWith("Invalid", StringComparison.Ordinal) => "correct the crontab that the entry point gives to crontab",
        _ => "let root call crontab, with the spool's folder there and not read-only; or COPY the crontab into the image",
    };

    private static CronFinding? NotRead(CronFiles files, Crontab crontab)
    {
        var own = crontab.Jobs.Where(it => IsOwn(it.Command)).ToList();
        var isBusybox = files.Daemon is CronDaemon.Busybox;
        if (own.Count == 0 || files.Start?.HasUnknown == true || FileRules.IsLeftover(crontab.File.Name)) return null;
        if (isBusybox ? FileRules.IsOfSpool(files, crontab) : crontab.Form == CrontabForm.System || FileRules.IsOfSpool(files, crontab)) return null;
        var spool = files.SpoolName;
        return new CronFinding
        {
            Fault = CronFault.CrontabNotRead,
            Sentence = $"{(isBusybox ? "busybox's crond" : "cron")} does not read {crontab.Path}: it knows users' crontabs in {spool} only",
            Fact = $"{own.Count} of its lines {(own.Count == 1 ? "is a job" : "are jobs")}",
            Advice = isBusybox
                ? $"put them into {spool}/root{(crontab.Form == CrontabForm.System ? ", without the user's name in each line" : "")}"
                : $"RUN crontab -u {crontab.File.Name} {crontab.Path} in the Dockerfile, or put them into /etc/cron.d, with the user's name in each line",
            File = crontab.Path,
        };
    }

    /// <summary>Files in folders that only seem to be cron's. An entry point may well copy them to where they belong.</summary>
    private static IEnumerable<CronFinding> Strays(CronEvidence evidence)
    {
        var files = evidence.Files;
        if (!evidence.WasStarted && !files.StartsCronItself) return [];
        var commands = files.Crontabs.Where(it => LineRules.IsRead(files, it)).SelectMany(it => it.Jobs).Select(it => it.Command.Trim()).ToList();
        var run = CronNeeds.RunPartsFolders(files).ToHashSet();
        return files.Strays
            .Where(file => !FileRules.IsLeftover(file.Name) && !AnacronRules.IsOfDebian(file.Name))
            .Where(file => !run.Contains(FolderOf(file)) && !commands.Exists(it => it.Contains(FolderOf(file) + "/", StringComparison.Ordinal)))
            .Select(file => Script(file) ?? Stray(file, commands)).OfType<CronFinding>();
    }

    private static CronFinding? Script(ArchivedFile file) => !file.IsExecutable || !file.Path.StartsWith("/etc/cron.", StringComparison.Ordinal) ? null : new CronFinding
    {
        Fault = CronFault.CrontabNotRead,
        Sentence = $"nothing runs {file.Path}: no job of any crontab runs what is in {FolderOf(file)}",
        Fact = "of the folders in /etc, cron itself reads /etc/cron.d only; the others are for jobs as `run-parts /etc/cron.hourly`",
        Advice = $"add a job that runs the folder, as `0 0 1 1 * root run-parts {FolderOf(file)}` in /etc/cron.d",
        File = file.Path,
    };

    private static CronFinding? Stray(ArchivedFile file, IReadOnlyCollection<string> commands)
    {
        var jobs = Enum.GetValues<CrontabForm>().Select(form => Crontab.Read(file, form).Jobs.Where(it => IsSchedule(it.Schedule)).ToList()).MaxBy(it => it.Count)!;
        return jobs.Count == 0 || jobs.TrueForAll(job => commands.Any(it => it.Length > 0 && job.Text.TrimEnd().EndsWith(it, StringComparison.Ordinal))) ? null : new CronFinding
        {
            Fault = CronFault.CrontabNotRead,
            Sentence = $"cron does not read {file.Path}: it looks at /etc/crontab, the files in /etc/cron.d itself, and users' crontabs",
            Fact = $"{jobs.Count} of its lines {(jobs.Count == 1 ? "is a job" : "are jobs")}",
            Advice = $"COPY it to /etc/cron.d/{file.Name.Replace('.', '-')}",
            File = file.Path,
        };
    }

    /// <summary>The job that matters is nowhere; or there is none but what packages bring.</summary>
    private static CronFinding? Nowhere(CronEvidence evidence)
    {
        var files = evidence.Files;
        var jobs = files.Crontabs.Where(it => !IsHidden(evidence, it)).SelectMany(it => it.Jobs).ToList();
        // What comes before cron in an image's command may well bring the crontab, as `crontab /app/jobs && cron -f` does.
        if ((!evidence.WasStarted && files.Start is { IsAlone: false }) || files.Start?.HasUnknown == true || files.Crontabs.Any(it => !it.File.IsRegular)) return null;
        if (jobs.Count == 0) return Missing(evidence, $"there is no job in {files.Container}");
        if (!evidence.WasStarted) return null; // a mount may bring it
        var commands = jobs.Select(it => it.Command).Concat(evidence.Runs.Select(it => it.Command).OfType<string>()).ToList();
        if (evidence.Expected is { } job && !commands.Exists(it => it.Contains(job, StringComparison.Ordinal)))
            return Missing(evidence, $"no crontab has a job with {Quote.Of(job)} in its command");
        return commands.Exists(IsOwn) || files.PeriodicScripts.Any(it => !it.IsFolder && !AnacronRules.IsOfDebian(it.Name)) ? null
            : Missing(evidence, $"there is no job in {files.Container} but those that packages bring");
    }

    /// <summary>The engine's archive does not see what is in memory, and shows what lies beneath. Where jobs of it run, it is there all the same.</summary>
    private static bool IsHidden(CronEvidence evidence, Crontab crontab) => evidence.Mounts?.Under(crontab.Path) is { Kind: MountKind.Tmpfs }
        && !evidence.Runs.Any(run => crontab.Jobs.Any(job => new JobRef(crontab, job).IsRunBy(run)));

    private static CronFinding Missing(CronEvidence evidence, string sentence)
    {
        var files = evidence.Files;
        var isBusybox = files.Daemon is CronDaemon.Busybox;
        var spool = files.SpoolName;
        var mount = (isBusybox ? [spool] : (string[])[spool, "/etc/cron.d"]).Select(it => evidence.Mounts?.Under(it)).FirstOrDefault(it => it is not null);
        return new CronFinding
        {
            Fault = CronFault.NoJob,
            Sentence = mount is null ? sentence : $"{sentence}: a {(mount.Kind is MountKind.Volume ? "volume" : "mount")} lies over {mount.Path}, and hides what the image has there",
            Fact = mount is { Kind: MountKind.Tmpfs } ? "it is memory, and empty at each start" : Crontabs(files),
            Advice = mount is not null ? $"put the crontab into what is mounted, or mount it elsewhere than over {mount.Path}"
                : isBusybox ? $"COPY a crontab to {spool}/root" : "COPY a crontab into /etc/cron.d",
        };
    }

    private static string Crontabs(CronFiles files)
    {
        var all = string.Join(", ", files.Crontabs.Select(it => it.Path));
        if (files.Crontabs.Count == 0) return "it has no crontab";
        return files.Crontabs.Any(it => it.Jobs.Count > 0) ? $"its crontabs are {all}" : $"{all} {(files.Crontabs.Count == 1 ? "has" : "have")} none";
    }

    private static bool IsOwn(string command) => !OfPackage().IsMatch(command);

    private static bool IsSchedule(string text) => text == "@reboot" || CronSchedule.TryParse(text, out _, out _);

    private static string FolderOf(ArchivedFile file) => file.Path[..file.Path.LastIndexOf('/')];

    // Debian's /etc/crontab and e2fsprogs, cronie's 0hourly, Alpine's root.
    [GeneratedRegex(@"run-parts\b.*/etc/(cron\.(hourly|daily|weekly|monthly|yearly)|periodic/\w+)/?(\s|;|$)|\be2scrub")]
    private static partial Regex OfPackage();

    // Debian's, cronie's and busybox's crontab.c.
    [GeneratedRegex(
        @"^You \((?<user>[^)]+)\) are not allowed to use this program \(crontab\)|^crontab:\s+user [`'](?<user>[^`']+)' unknown|^crontab: unknown user (?<user>\S+)"
        + @"|^(errors in|Invalid) crontab file, can't install|^crontab: (must be suid|can't |error while)|crontab: (command )?not found$"
        + @"|^\S*/?crontabs/\S*: (mkstemp|fopen|rename|Permission denied|Read-only file system|No space left)",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Refusal();

    [GeneratedRegex("^\"[^\"]*\":\\d+: ")]
    private static partial Regex WrongField();
}
