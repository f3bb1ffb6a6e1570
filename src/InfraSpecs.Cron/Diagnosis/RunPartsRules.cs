namespace InfraSpecs.Cron;

/// <summary>
/// What is in a folder, and is not run although a job has run-parts run the folder. run-parts skips without a word and ends with 0, so that
/// neither the job's exit code nor its output tells.
/// </summary>
internal static class RunPartsRules
{
    public static IEnumerable<Cause> Find(CronEvidence evidence)
    {
        var files = evidence.Files;
        if (RunPartsNames.Identify(files) is not { } names) return [];
        return from crontab in files.Crontabs
               where LineRules.IsRead(files, crontab)
               from job in crontab.Jobs
               let reference = new JobRef(crontab, job)
               from call in JobTexts.Read(files, crontab, job).SelectMany(it => RunPartsCall.FindAll(it.Text))
               let findings = AnacronRules.Left(files, reference, call) is { } left ? [left] : OfFolder(evidence, reference, call, names)
               from finding in findings
               select new Cause(finding, reference);
    }

    private static IEnumerable<CronFinding> OfFolder(CronEvidence evidence, JobRef job, RunPartsCall call, RunPartsNames names)
    {
        var files = evidence.Files;
        var all = FilesIn(files, call.Folder);
        // A pattern is there to choose.
        var chosen = call.Pattern is null ? all : [.. all.Where(it => names.Accepts(it.Name, call))];
        if (chosen.Count == 0) return Nothing(evidence, job, call, names) is { } nothing ? [nothing] : [];
        return chosen
            .Select(file => Name(file, call, names) ?? Mode(file, files.FindUser(job.User)) ?? Link(file, call) ?? ProgramRules.ScriptText(files, file, isStarted: true))
            .OfType<CronFinding>();
    }

    /// <summary>The files that somebody may have put there to be run.</summary>
    internal static IReadOnlyList<ArchivedFile> FilesIn(CronFiles files, string folder) =>
    [
        .. files.PeriodicScripts.Where(file => file.Path[..file.Path.LastIndexOf('/')] == folder
            && !file.IsFolder && !FileRules.IsLeftover(file.Name) && !file.Name.StartsWith("README", StringComparison.Ordinal)),
    ];

    /// <summary>Such folders are empty at first, and packages leave links there when they go.</summary>
    private static bool IsOfDistribution(RunPartsCall call) => call.Folder.StartsWith("/etc/cron.", StringComparison.Ordinal) || call.Folder.StartsWith("/etc/periodic/", StringComparison.Ordinal);

    private static CronFinding? Nothing(CronEvidence evidence, JobRef job, RunPartsCall call, RunPartsNames names)
    {
        var files = evidence.Files;
        var isMissing = files.IsMissing(call.Folder);
        if (IsOfDistribution(call) || !(isMissing || files.Find(call.Folder) is { IsFolder: true, Link: null }) || !(evidence.WasStarted || files.StartsCronItself)) return null;
        return new CronFinding
        {
            Fault = CronFault.RunPartsNothing,
            Sentence = $"{job.Subject} runs nothing: {(isMissing ? $"there is no folder {call.Folder}" : $"there is nothing in {call.Folder} that run-parts would run")}",
            Fact = isMissing ? $"the line is {job.Quoted}; run-parts says nothing of that, or ends with 0 all the same" : $"names may have {names.Rule(call)}",
            Advice = $"COPY the scripts into {call.Folder}, or correct the path",
            File = job.Crontab.Path,
            Line = job.Job.Line,
        };
    }

    private static CronFinding? Name(ArchivedFile file, RunPartsCall call, RunPartsNames names) => names.Accepts(file.Name, call) ? null : new CronFinding
    {
        Fault = CronFault.RunPartsNameSkipped,
        Sentence = FileRules.Unaccepted(file.Name) is { Length: > 0 } what
            ? $"run-parts skips {file.Path}: there is {what} in its name"
            : $"run-parts skips {file.Path}: its name is none that --lsbsysinit takes",
        Fact = $"names in {call.Folder} may have {names.Rule(call)}; of others run-parts does not say a word",
        Advice = $"call it {call.Folder}/{Path.GetFileNameWithoutExtension(file.Name)}",
        File = file.Path,
    };

    private static CronFinding? Mode(ArchivedFile file, CronUser? user) => !file.IsRegular || (user?.MayExecute(file.Facts) ?? file.IsExecutable) ? null : new CronFinding
    {
        Fault = CronFault.RunPartsNotExecutable,
        Sentence = $"run-parts skips {file.Path}: it is not executable{(file.IsExecutable ? " for " + user!.Name : "")}",
        Fact = $"its mode is {file.Facts.OctalMode}; of such files run-parts does not say a word",
        Advice = $"chmod 0755 {file.Path} in the Dockerfile",
        File = file.Path,
    };

    private static CronFinding? Link(ArchivedFile file, RunPartsCall call) => IsOfDistribution(call) || !file.IsLink || file.Facts.LinkTarget is not { } target ? null : new CronFinding
    {
        Fault = CronFault.CommandMissing,
        Sentence = $"run-parts skips {file.Path}: it is a link to {target}, and there is no such file",
        Fact = "of such links run-parts does not say a word",
        Advice = "put the file itself there, with COPY in the Dockerfile",
        File = file.Path,
    };
}
