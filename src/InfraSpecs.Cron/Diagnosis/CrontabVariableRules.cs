namespace InfraSpecs.Cron;

/// <summary>Variables of a crontab that do not reach the job as they were meant: cron takes a value as it stands, and busybox's crond takes SHELL and MAILTO only.</summary>
internal static class CrontabVariableRules
{
    private static readonly HashSet<string> OwnRules = ["PATH", "SHELL", "MAILTO", "HOME"];
    private static readonly HashSet<string> Known = ["HOME", "PATH", "USER", "LOGNAME", "SHELL", "PWD", "HOSTNAME"];

    public static IEnumerable<Cause> Find(CronFiles files) =>
        from crontab in files.Crontabs
        where crontab.Variables.Count > 0 && LineRules.IsRead(files, crontab)
        from job in crontab.Jobs
        let reference = new JobRef(crontab, job)
        let finding = files.Daemon is CronDaemon.Busybox ? Ignored(files, reference) : Home(files, reference) ?? Literal(files, reference)
        where finding is not null
        select new Cause(finding, reference);

    private static CronFinding? Ignored(CronFiles files, JobRef job)
    {
        var ignored = job.Crontab.Variables.Where(it => it.Line < job.Job.Line && !job.Job.Variables.ContainsKey(it.Name) && it.Name is not ("MAILTO" or "SHELL")).ToList();
        if (ignored.Find(it => it.Name == "PATH") is { } path && Elsewhere(files, job, path.Value) is var (program, folder))
        {
            return Finding(path, $"{job.Subject} does not find {program}: busybox's crond ignores PATH= in line {path.Line}", $"{program} is in {folder}; jobs get the container's PATH", $"set PATH in the Dockerfile, or call {folder}/{program}");
        }

        var names = ignored.Select(it => it.Name).Except(files.ContainerVariables).Except(OwnRules).ToHashSet();
        return Wanted(files, job, names) is not { } name ? null : Finding(
            ignored.Last(it => it.Name == name), $"{job.Subject} does not get {name}: busybox's crond ignores {name}= in line {ignored.Last(it => it.Name == name).Line}",
            "of variables in a crontab it takes SHELL and MAILTO only; jobs get the container's", $"set {name} in the Dockerfile, or in the command");

        CronFinding Finding(CrontabVariable variable, string sentence, string fact, string advice) =>
            new() { Fault = CronFault.VariableIgnored, Sentence = sentence, Fact = fact, Advice = advice, File = job.Crontab.Path, Line = variable.Line };
    }

    /// <summary>A program that is only in a folder of a PATH that is ignored.</summary>
    private static (string Program, string Folder)? Elsewhere(CronFiles files, JobRef job, string path) => (
        from program in JobPrograms.List(files, job.Crontab, job.Job)
        where CronNeeds.PathOf(files, job.Job).All(folder => files.IsMissing($"{folder.TrimEnd('/')}/{program}"))
        from folder in path.Split(':').Select(it => it.TrimEnd('/'))
        where files.Find($"{folder}/{program}") is not null
        select ((string, string)?)(program, folder)).FirstOrDefault();

    /// <summary>Cronie starts no job whose HOME is not there. Debian's cron starts it in a folder of its own, where a relative path leads nowhere.</summary>
    private static CronFinding? Home(CronFiles files, JobRef job)
    {
        if (job.Job.Variables.GetValueOrDefault("HOME") is not { } home || (home.Value.StartsWith('/') ? !files.IsMissing(home.Value) : !CrontabValue.IsMeantToBeExpanded(home.Value))) return null;
        var isCronie = files.Daemon is CronDaemon.Cronie;
        if (!isCronie && !ShellCommand.Read(job.Job.Command).Steps.Any(it => IsRelative(it.Script ?? (it.Program.Contains('/') ? it.Program : "/")))) return null;
        var why = home.Value.StartsWith('/') ? $"there is no folder {home.Value}" : "cron does not expand what is in it";
        return new CronFinding
        {
            Fault = CronFault.VariableNotExpanded,
            Sentence = $"{job.Subject} {(isCronie ? "is not started" : "does not start in its HOME")}: line {home.Line} sets HOME to {Quote.Of(home.Value)}, and {why}",
            Fact = isCronie ? "cronie starts no job whose HOME it cannot enter" : $"a relative path of it leads nowhere; the line is {job.Quoted}",
            Advice = "write out the path of a folder that is there",
            File = job.Crontab.Path,
            Line = home.Line,
        };
    }

    private static bool IsRelative(string path) => !path.StartsWith('/');

    private static CronFinding? Literal(CronFiles files, JobRef job)
    {
        // A shell that is given the value as a command expands what cron did not.
        if (JobTexts.Read(files, job.Crontab, job.Job).Any(it => it.Text.Contains(" -c", StringComparison.Ordinal) || it.Text.Contains("envsubst", StringComparison.Ordinal))) return null;
        var known = Known.Concat(files.ContainerVariables).Concat(job.Job.Variables.Keys).ToHashSet();
        var meant = job.Job.Variables.Values.Where(it => !OwnRules.Contains(it.Name) && CrontabValue.Names(it.Value).Any(known.Contains)).Select(it => it.Name);
        var commented = job.Job.Variables.Values.Where(it => !OwnRules.Contains(it.Name) && CrontabValue.BeforeComment(it.Value) is not null).Select(it => it.Name);
        if (Wanted(files, job, [.. meant, .. commented]) is not { } name) return null;
        var variable = job.Job.Variables[name];
        var isComment = CrontabValue.BeforeComment(variable.Value) is not null;
        return new CronFinding
        {
            Fault = CronFault.VariableNotExpanded,
            Sentence = isComment
                ? $"{job.Subject} gets {name} with the comment behind it: cron takes the whole rest of line {variable.Line} for its value"
                : $"{job.Subject} gets {name} as it is written: cron does not expand the variable in line {variable.Line}",
            Fact = $"the value is {Quote.Of(variable.Value)}",
            Advice = isComment ? "put the comment into a line of its own" : $"write the value of {name} out, or set it in the command",
            File = job.Crontab.Path,
            Line = variable.Line,
        };
    }

    private static string? Wanted(CronFiles files, JobRef job, HashSet<string> names)
    {
        if (names.Count == 0) return null;
        var texts = JobTexts.Read(files, job.Crontab, job.Job).Select(it => ShellVariables.Read(it.Text)).ToList();
        return texts.Exists(it => it.IsOpaque) ? null : texts.SelectMany(it => it.Wanted).FirstOrDefault(it => names.Contains(it) && !texts[0].Settles(it));
    }
}
