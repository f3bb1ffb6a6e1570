namespace InfraSpecs.Cron;

/// <summary>
/// What is in /etc/cron.hourly, daily, weekly and monthly, and is not run although a crontab has run-parts run the folder (Debian's
/// run-parts(8); that of cronie takes names with dots). run-parts skips without a word.
/// </summary>
internal static class RunPartsRules
{
    public static IEnumerable<Cause> Find(CronFiles files) =>
        from file in files.Daemon is CronDaemon.Debian ? files.PeriodicScripts : []
        where !file.IsFolder && !FileRules.IsLeftover(file.Name) && !file.Name.StartsWith("README", StringComparison.Ordinal)
        let folder = file.Path[..file.Path.LastIndexOf('/')]
        where files.Crontabs.Any(crontab => crontab.Jobs.Any(job => job.Command.Contains("run-parts", StringComparison.Ordinal) && job.Command.Contains(folder, StringComparison.Ordinal)))
        let finding = Name(file, folder) ?? Mode(file) ?? ProgramRules.ScriptText(files, file, isStarted: true)
        where finding is not null
        select new Cause(finding);

    private static CronFinding? Name(CronFile file, string folder) => FileRules.IsAccepted(file.Name, lsb: false) ? null : new CronFinding
    {
        Fault = CronFault.RunPartsNameSkipped,
        Sentence = $"run-parts skips {file.Path}: there is {FileRules.Unaccepted(file.Name)} in its name",
        Fact = $"names in {folder} may have letters, digits, - and _ only; of others run-parts does not say a word",
        Advice = $"call it {folder}/{Path.GetFileNameWithoutExtension(file.Name)}",
        File = file.Path,
    };

    private static CronFinding? Mode(CronFile file) => file.IsExecutable || !file.IsRegular ? null : new CronFinding
    {
        Fault = CronFault.RunPartsNotExecutable,
        Sentence = $"run-parts skips {file.Path}: it is not executable",
        Fact = $"its mode is {file.Facts.OctalMode}; of such files run-parts does not say a word",
        Advice = $"chmod 0755 {file.Path} in the Dockerfile",
        File = file.Path,
    };
}
