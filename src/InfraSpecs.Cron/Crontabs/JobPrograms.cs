namespace InfraSpecs.Cron;

/// <summary>The programs that a job calls by name, and where they would be if its crontab's PATH were what it is meant to be.</summary>
internal static class JobPrograms
{
    /// <summary>The names that the shell looks for in PATH; none of a text that sets PATH itself, nor of what comes after it.</summary>
    public static IEnumerable<string> List(CronFiles files, Crontab crontab, CrontabJob job)
    {
        foreach (var (text, _) in JobTexts.Read(files, crontab, job))
        {
            var variables = ShellVariables.Read(text);
            if (variables.IsOpaque || variables.Settles("PATH")) yield break;
            foreach (var program in variables.Programs.Where(it => !ShellCommand.IsBuiltIn(it))) yield return program;
        }
    }

    /// <summary>The folders that a job's PATH would have if cron expanded it, and the usual ones.</summary>
    public static IEnumerable<string> MeantFolders(CronFiles files, Crontab crontab, CrontabJob job)
    {
        var home = files.FindUser(crontab.UserOf(job))?.Home ?? "/root";
        return (job.FindVariable("PATH") ?? "").Split(':').Select(Expanded).Concat(CronNeeds.ExpectedFolders(files)).Where(it => it.StartsWith('/')).Select(it => it.TrimEnd('/')).Distinct();

        string Expanded(string folder)
        {
            var text = folder.Replace("${HOME}", home, StringComparison.Ordinal).Replace("$HOME", home, StringComparison.Ordinal);
            return text is ['~', .. var rest] ? home + rest : text;
        }
    }

    /// <summary>The paths at which the programs may be, where a PATH in the crontab is not what it looks like.</summary>
    public static IEnumerable<string> Paths(CronFiles files, Crontab crontab, CrontabJob job, string path) =>
        !CrontabValue.IsMeantToBeExpanded(path) && files.Daemon is not CronDaemon.Busybox ? [] :
        from program in List(files, crontab, job)
        from folder in path.Split(':').Concat(CronNeeds.PathOf(files, job)).Concat(MeantFolders(files, crontab, job)).Distinct()
        select $"{folder.TrimEnd('/')}/{program}";
}
