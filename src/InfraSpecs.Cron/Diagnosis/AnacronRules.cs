namespace InfraSpecs.Cron;

/// <summary>
/// Debian's /etc/crontab leaves cron.daily, weekly and monthly to anacron where that is installed. Its package has a job that would start it, by
/// invoke-rc.d; in a container, where no init system runs, that starts nothing, and ends with 0.
/// </summary>
internal static class AnacronRules
{
    /// <summary>What packages of every image of Debian put there, for machines that live on; nobody misses it in a container.</summary>
    private static readonly HashSet<string> OfDebian = ["0anacron", "apt-compat", "dpkg"];

    /// <summary>What the job does not run because of anacron; null where it does, or where something may start that.</summary>
    public static CronFinding? Left(CronFiles files, JobRef job, RunPartsCall call)
    {
        if (AnacronGuard.ProgramIn(job.Job.Command) is not { } program || files.Find(program) is not { IsExecutable: true } || MayBeStarted(files)) return null;
        var scripts = RunPartsRules.FilesIn(files, call.Folder).Select(it => it.Name).Except(OfDebian).ToList();
        return scripts.Count == 0 ? null : new CronFinding
        {
            Fault = CronFault.LeftToAnacron,
            Sentence = $"{job.Subject} runs nothing of {call.Folder}: it leaves that to anacron, which is installed, and which nothing starts",
            Fact = $"the line is {job.Quoted}, and {call.Folder} has {string.Join(", ", scripts.Take(3))}{(scripts.Count > 3 ? " and more" : "")}",
            Advice = $"remove anacron from the image, or write a job of your own that runs {call.Folder}",
            File = job.Crontab.Path,
            Line = job.Job.Line,
        };
    }

    /// <summary>Whether a script in /etc/cron.daily and its like is one that each image of Debian has.</summary>
    internal static bool IsOfDebian(string name) => OfDebian.Contains(name);

    private static bool MayBeStarted(CronFiles files)
    {
        var entry = files.MainCommand.Count > 0 ? files.Find(files.MainCommand[0]) : null;
        var byEntryPoint = !files.StartsCronItself
            && (entry is not { IsRegular: true, IsText: true } || Starts(entry.Text) || files.MainCommand.Any(it => it.Contains("anacron", StringComparison.Ordinal)));
        var byInit = files.Find(AnacronGuard.Policy) is { } policy && !policy.Text.Contains("101", StringComparison.Ordinal);
        return byEntryPoint || byInit
            || files.Crontabs.Any(crontab => LineRules.IsRead(files, crontab) && crontab.Jobs.Any(job => JobTexts.Read(files, crontab, job).Any(it => Starts(it.Text))))
            || files.PeriodicScripts.Any(it => it.IsText && it.Name != "0anacron" && Starts(it.Text));
    }

    private static bool Starts(string text) => ShellScan.Read(text).Commands.Any(it =>
        it.Words.FindIndex(IsAnacron) is >= 0 and var at
            && !it.Words.Take(at).Any(word => word is "test" or "[" or "[[" or "command" or "which" || word.EndsWith("invoke-rc.d", StringComparison.Ordinal)) && !it.Words.Contains("-u"));

    private static bool IsAnacron(string word) => word == "anacron" || word.EndsWith("/anacron", StringComparison.Ordinal);
}
