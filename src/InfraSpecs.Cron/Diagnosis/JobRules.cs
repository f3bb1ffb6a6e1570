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
        let finding = Comment(reference) ?? UserIsProgram(files, reference) ?? Shell(files, reference)
            ?? PathRules.Find(files, reference) ?? Percent(reference) ?? UnexpectedUser(files, reference) ?? ProgramRules.Find(files, reference)
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

    /// <summary>A line without a user whose command is called as a user is, as Debian's backup, mail and news are. Then the rest runs, as that user.</summary>
    private static CronFinding? UserIsProgram(CronFiles files, JobRef job)
    {
        if (job.Job.User is not { } user || user == "root" || files.FindUser(user) is null) return null;
        if (!CronNeeds.UsualPaths(user).Any(it => files.Find(it) is { IsRegular: true, IsExecutable: true })) return null;
        var first = job.Job.Command.Split(' ', '\t')[0];
        if (first.Length == 0 || ShellCommand.IsBuiltIn(first) || !IsNoProgram(files, job, first)) return null;
        return new CronFinding
        {
            Fault = CronFault.UserFieldMissing,
            Sentence = $"{job.Place} names no user between schedule and command: cron takes {Quote.Of(user)} for the user, and runs {Quote.Of(job.Job.Command)}",
            Fact = $"the line is {job.Quoted}; there is a user {user} as well as a program",
            Advice = $"write the user before the command, as in {Quote.Of($"{job.Job.Schedule} root {user} {job.Job.Command}")}",
            File = job.Crontab.Path,
            Line = job.Job.Line,
        };
    }

    private static bool IsNoProgram(CronFiles files, JobRef job, string word) =>
        word[0] == '-' || (word[0] == '/' ? files.IsMissing(word) || (files.Find(word) is { } file && (file.IsFolder || !file.IsExecutable))
            : !word.Contains('/') && CronNeeds.PathOf(files, job.Job).All(folder => files.IsMissing($"{folder.TrimEnd('/')}/{word}")));

    private static CronFinding? Comment(JobRef job) => !job.Job.Command.StartsWith('#') ? null : new CronFinding
    {
        Fault = CronFault.CommandMissing,
        Sentence = $"{job.Subject} does nothing: its command is a comment",
        Fact = $"the line is {job.Quoted}; the shell reads {Quote.Of(job.Job.Command)}",
        Advice = "write the command before the comment, or put the comment into a line of its own",
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
