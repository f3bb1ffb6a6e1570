namespace InfraSpecs.Cron;

/// <summary>A PATH in a crontab of which cron takes $PATH, $HOME or ~ as they stand, so that a program is not found where people expect it.</summary>
internal static class PathRules
{
    public static CronFinding? Find(CronFiles files, JobRef job)
    {
        if (job.Job.Variables.GetValueOrDefault("PATH") is not { } path || !CrontabValue.IsMeantToBeExpanded(path.Value)) return null;
        var literal = CronNeeds.PathOf(files, job.Job);
        var found = JobPrograms.List(files, job.Crontab, job.Job)
            .Where(program => literal.All(folder => !folder.StartsWith('/') || files.IsMissing($"{folder.TrimEnd('/')}/{program}")))
            .Select(program => (Program: program, Folder: JobPrograms.MeantFolders(files, job.Crontab, job.Job).FirstOrDefault(folder => files.Find($"{folder}/{program}") is not null)))
            .FirstOrDefault(it => it.Folder is not null);
        var only = string.Join(", ", literal.Where(it => it.StartsWith('/') && !it.Contains('$'))) is { Length: > 0 } folders ? folders : "nothing";
        return found.Folder is null ? null : new CronFinding
        {
            Fault = CronFault.PathNotExpanded,
            Sentence = literal.Contains("/usr/bin")
                ? $"{job.Subject} does not find {found.Program}: cron does not expand the variable in line {path.Line}, {Quote.Of($"PATH={path.Value}")}"
                : $"the jobs of {job.Crontab.Path} find no programs in /usr/bin: cron does not expand the variable in line {path.Line}, {Quote.Of($"PATH={path.Value}")}",
            Fact = $"their PATH is that text, in which only {only} can be a folder",
            Advice = $"write it out: PATH={string.Join(':', CronNeeds.ExpectedFolders(files))}",
            File = job.Crontab.Path,
            Line = path.Line,
        };
    }
}
