namespace InfraSpecs.Cron;

/// <summary>Whether a job can start: its shell, its PATH, its command as the shell gets it, its program and its script. What keeps it from
/// starting is named once: what comes after it was not reached.</summary>
internal static class JobRules
{
    public static IEnumerable<Cause> Find(CronFiles files) =>
        from crontab in files.Crontabs
        where LineRules.IsRead(files, crontab)
        from job in crontab.Jobs
        where !job.Text.EndsWith('\r')
        let reference = new JobRef(crontab, job)
        let finding = Shell(files, reference) ?? PathRules.Find(files, reference) ?? Percent(reference) ?? UnexpectedUser(files, reference) ?? ProgramRules.Find(files, reference)
        where finding is not null
        select new Cause(finding, reference);

    private static CronFinding? Shell(CronFiles files, JobRef job)
    {
        var shell = CronNeeds.ShellOf(job.Job);
        if (shell.StartsWith('/') && !files.IsMissing(shell)) return null;
        var variable = job.Job.Variables.GetValueOrDefault("SHELL");
        var comment = shell.Contains(" #", StringComparison.Ordinal) || shell.Contains("\t#", StringComparison.Ordinal);
        return new CronFinding
        {
            Fault = CronFault.ShellMissing,
            Sentence = comment
                ? $"no job in {job.Crontab.Path} can start: the comment behind SHELL= belongs to its value, and there is no shell of such a name"
                : $"no job in {job.Crontab.Path} can start: their SHELL, {shell}, is not in the container",
            Fact = variable is null ? $"it sets no SHELL, so that it is {shell}" : $"line {variable.Line} sets SHELL to {Quote.Of(variable.Value)}",
            Advice = comment ? "put the comment into a line of its own" : $"install {shell}, or set SHELL to one that is there",
            File = job.Crontab.Path,
            Line = variable?.Line,
        };
    }

    /// <summary>A % may be meant: it begins the input. It is not where the cut leaves something open, a date's format empty, or shell syntax to the input.</summary>
    private static CronFinding? Percent(JobRef job)
    {
        if (job.Job.Input is not { } input) return null;
        var meant = !ShellCommand.Read(job.Job.Command).IsOpen && !job.Job.Command.EndsWith('+') && !input.Contains('>') && !input.Contains('|') && !input.Contains("&&", StringComparison.Ordinal);
        return meant ? null : PercentCut(job, $"the line is {job.Quoted}");
    }

    internal static CronFinding PercentCut(JobRef job, string fact) => new()
    {
        Fault = CronFault.PercentUnescaped,
        Sentence = $"cron cuts the command in {job.Place} at its %: the shell gets {Quote.Of(job.Job.Command)}",
        Fact = $"{fact}; what follows a % is the command's input",
        Advice = "write \\% for a percent sign, or put the command into a script",
        File = job.Crontab.Path,
        Line = job.Job.Line,
    };

    private static CronFinding? UnexpectedUser(CronFiles files, JobRef job)
    {
        if (job.Crontab.Form == CrontabForm.System || job.Job.Command.Split(' ', '\t') is not [var user, _, ..] || files.FindUser(user) is null) return null;
        return CronNeeds.PathOf(files, job.Job).Concat(CronNeeds.ExpectedFolders(files)).Any(folder => files.Find($"{folder.TrimEnd('/')}/{user}") is not null) ? null : new CronFinding
        {
            Fault = CronFault.UserFieldUnexpected,
            Sentence = $"{job.Subject} tries to run a program called {user}: a user's crontab names no user",
            Fact = $"the line is {job.Quoted}, and the file is {job.Crontab.File.Name}'s own crontab",
            Advice = $"leave the user out, or put the file into /etc/cron.d, where lines name one",
            File = job.Crontab.Path,
            Line = job.Job.Line,
        };
    }
}
