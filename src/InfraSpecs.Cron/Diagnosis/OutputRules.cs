namespace InfraSpecs.Cron;

/// <summary>Whether a job that starts can write its log.</summary>
internal static class OutputRules
{
    public static IEnumerable<Cause> Find(CronFiles files) =>
        from crontab in files.Crontabs
        where LineRules.IsRead(files, crontab)
        from job in crontab.Jobs
        let reference = new JobRef(crontab, job)
        let finding = Output(files, reference)
        where finding is not null
        select new Cause(finding, reference);

    private static CronFinding? Output(CronFiles files, JobRef job)
    {
        // Who starts the container by another program may well make files and folders there first.
        if (files.FindUser(job.User) is not { } user || !files.StartsCronItself) return null;
        return JobTexts.Read(files, job.Crontab, job.Job)
            .Where(it => !it.Text.Contains("mkdir", StringComparison.Ordinal))
            .SelectMany(it => ShellCommand.Read(it.Text.Replace("\r", "", StringComparison.Ordinal)).Outputs)
            .Select(path => Refusal(files, path, user) is { } why ? NotWritable(job, path, user.Name, why) : null)
            .FirstOrDefault(it => it is not null);
    }

    private static string? Refusal(CronFiles files, string path, CronUser user)
    {
        var parent = path[..Math.Max(1, path.LastIndexOf('/'))];
        if (files.Find(path) is { } file) return file.IsLink || user.MayWrite(file.Facts) ? null : $"{path} has mode {file.Facts.OctalMode} and belongs to {file.Facts.UserId}:{file.Facts.GroupId}";
        if (!files.IsMissing(path)) return null;
        if (files.IsMissing(parent)) return $"there is no folder {parent}";
        return files.Find(parent) is { IsFolder: true } folder && !user.MayWrite(folder.Facts)
            ? $"the file is not there, and {parent} has mode {folder.Facts.OctalMode} and belongs to {folder.Facts.UserId}:{folder.Facts.GroupId}"
            : null;
    }

    internal static CronFinding NotWritable(JobRef job, string path, string user, string fact) => new()
    {
        Fault = CronFault.OutputNotWritable,
        Sentence = $"{job.Subject} runs as {user}, who cannot write {path}",
        Fact = fact,
        Advice = $"make the file in the image and give it to {user}, or run the job as a user who may write it",
        File = path,
    };
}
