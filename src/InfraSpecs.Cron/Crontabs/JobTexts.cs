namespace InfraSpecs.Cron;

/// <summary>The shell texts of a job: its command, and the shell scripts that this runs in any case.</summary>
internal static class JobTexts
{
    public static IEnumerable<(string Text, string Where)> Read(CronFiles files, Crontab crontab, CrontabJob job)
    {
        yield return (job.Command, "the command");
        foreach (var step in ShellCommand.Read(job.Command).Steps.Where(it => !it.IsOtherLanguage))
        {
            if (CronNeeds.ScriptOf(files, crontab, job, step) is { } path && files.Find(path) is { } file && CronScript.Read(file) is { IsShellScript: true } script) yield return (script.Text, path);
        }
    }
}
