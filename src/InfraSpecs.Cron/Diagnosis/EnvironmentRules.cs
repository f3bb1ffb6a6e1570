namespace InfraSpecs.Cron;

/// <summary>
/// Whether a job wants a variable that only the container has. There are many ways by which a job may come to it all the same; where one of them is
/// seen, nothing is said. What a run was given, where that was recorded, is known.
/// </summary>
internal static class EnvironmentRules
{
    /// <summary>What cron sets for each job, and what shells set themselves.</summary>
    private static readonly HashSet<string> Given =
    [
        "PATH", "HOME", "SHELL", "LOGNAME", "USER", "PWD", "OLDPWD", "HOSTNAME", "TERM", "IFS", "PS1", "PS2", "PS4", "PPID", "SHLVL", "LANG", "OPTIND", "OPTARG",
        "REPLY", "LINENO", "RANDOM", "SECONDS", "UID", "EUID", "GROUPS", "HOSTTYPE", "OSTYPE", "MACHTYPE", "FUNCNAME", "PIPESTATUS", "BASH", "BASHPID", "BASH_VERSION",
    ];

    private static readonly HashSet<string> KnownShells = ["sh", "bash", "dash", "ash", "ksh"];
    private static readonly string[] ReadFirst = ["BASH_ENV", "ENV"];

    public static IEnumerable<Cause> Find(CronEvidence evidence) =>
        from crontab in evidence.Files.Crontabs
        where MayBeSaid(evidence) && LineRules.IsRead(evidence.Files, crontab)
        from job in crontab.Jobs
        let reference = new JobRef(crontab, job)
        where ReadsNothingFirst(evidence.Files, reference)
        let finding = Variable(evidence, reference)
        where finding is not null
        select new Cause(finding, reference);

    internal static CronFinding NotPassed(JobRef job, string name, string fact) => new()
    {
        Fault = CronFault.EnvironmentNotPassed,
        Sentence = $"{job.Subject} does not get the container's variable {name}: cron starts jobs with an environment of its own",
        Fact = fact,
        Advice = $"set {name} in the crontab, or have the entry point write it into /etc/environment before it starts cron",
        File = job.Crontab.Path,
        Line = job.Job.Line,
    };

    /// <summary>busybox's crond passes on what it has. Who starts cron by another program may well write /etc/environment there first.</summary>
    private static bool MayBeSaid(CronEvidence evidence) => evidence.Files.Daemon is not CronDaemon.Busybox && (evidence.WasStarted || evidence.Files.StartsCronItself);

    /// <summary>Its shell is one that reads no file of its own before the command.</summary>
    private static bool ReadsNothingFirst(CronFiles files, JobRef job)
    {
        var shell = CronNeeds.ShellOf(job.Job);
        return KnownShells.Contains(shell[(shell.LastIndexOf('/') + 1)..]) && files.Find(shell) is not { IsRegular: true, IsText: true, Bytes.Length: > 0 }
            && !Array.Exists(ReadFirst, it => job.Job.FindVariable(it) is not null || files.EtcEnvironment.Contains(it));
    }

    private static CronFinding? Variable(CronEvidence evidence, JobRef job)
    {
        var files = evidence.Files;
        var got = evidence.Runs.LastOrDefault(it => it.Variables is not null && job.IsRunBy(it))?.Variables;
        var lacking = files.ContainerVariables.Where(it => !Given.Contains(it) && !(got ?? files.EtcEnvironment).Contains(it) && job.Job.FindVariable(it) is null).ToHashSet();
        if (lacking.Count == 0) return null;
        List<ShellVariables> before = [];
        foreach (var (text, where) in JobTexts.Read(files, job.Crontab, job.Job))
        {
            before.Add(ShellVariables.Read(text));
            // What the command sets or reads, its scripts may have.
            if (before[0].IsOpaque || before[^1].IsOpaque) continue;
            if (before[^1].Wanted.FirstOrDefault(it => lacking.Contains(it) && !before[0].Settles(it)) is { } wanted)
            {
                return NotPassed(job, wanted, $"{where} uses ${wanted}, and neither {job.Crontab.Path} nor /etc/environment sets it");
            }
        }

        return null;
    }
}
