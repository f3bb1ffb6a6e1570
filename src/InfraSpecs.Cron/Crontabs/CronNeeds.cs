namespace InfraSpecs.Cron;

/// <summary>Which files, beside the crontabs, decide whether jobs run.</summary>
internal static class CronNeeds
{
    public const string DefaultShell = "/bin/sh";

    /// <summary>What cron gives to jobs whose crontab sets no PATH: _PATH_DEFPATH of the C library.</summary>
    public const string DefaultPath = "/usr/bin:/bin";

    private static readonly string[] UsualFolders = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

    /// <summary>The paths that should be looked at, as far as they are known from what was read so far.</summary>
    public static IEnumerable<string> ListPaths(CronFiles files) => files.Crontabs
        .SelectMany(crontab => crontab.Jobs.SelectMany(job => OfJob(files, crontab, job)))
        .Concat(OfRunParts(files))
        .Concat(EntryPoint.Needs(files))
        .Where(path => path.StartsWith('/') && path.Length < 4096 && !path.Contains('\r'))
        .Distinct();

    /// <summary>The folders that jobs give to run-parts.</summary>
    public static IEnumerable<string> RunPartsFolders(CronFiles files) => (
        from crontab in files.Crontabs
        from job in crontab.Jobs
        from text in JobTexts.Read(files, crontab, job)
        from call in RunPartsCall.FindAll(text.Text)
        select call.Folder).Distinct();

    /// <summary>The folders in which a job's shell looks for programs.</summary>
    public static IReadOnlyList<string> PathOf(CronFiles files, CrontabJob job)
    {
        if (job.FindVariable("PATH") is { } path) return path.Split(':', StringSplitOptions.RemoveEmptyEntries);
        if (files.PassesPath) return files.ContainerPath.Count > 0 ? files.ContainerPath : UsualFolders;
        return (files.Daemon is CronDaemon.Cronie ? DefaultPath + ":/usr/sbin:/sbin" : DefaultPath).Split(':');
    }

    public static string ShellOf(CrontabJob job) => job.FindVariable("SHELL") ?? DefaultShell;

    /// <summary>Where people expect programs: the container's own PATH and the usual folders.</summary>
    public static IEnumerable<string> ExpectedFolders(CronFiles files) => files.ContainerPath.Concat(UsualFolders).Distinct();

    /// <summary>Where a program of this name would be.</summary>
    public static IEnumerable<string> UsualPaths(string program) => UsualFolders.Select(folder => $"{folder}/{program}");

    /// <summary>Where a relative path of a job leads to: cron starts each in its user's home.</summary>
    public static string? Absolute(CronFiles files, Crontab crontab, CrontabJob job, string path) => path.StartsWith('/')
        ? path
        : (job.FindVariable("HOME") ?? files.FindUser(crontab.UserOf(job))?.Home) is { } home ? $"{home.TrimEnd('/')}/{(path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path)}" : null;

    /// <summary>The script that a step runs: given to an interpreter, or run by itself.</summary>
    public static string? ScriptOf(CronFiles files, Crontab crontab, CrontabJob job, ShellCommand.Step step)
    {
        if (step.Script is { } script) return Absolute(files, crontab, job, script);
        return step.Program.Contains('/')
            ? Absolute(files, crontab, job, step.Program)
            : PathOf(files, job).Select(folder => $"{folder}/{step.Program}").FirstOrDefault(path => files.Find(path) is not null);
    }

    private static IEnumerable<string> OfJob(CronFiles files, Crontab crontab, CrontabJob job)
    {
        yield return ShellOf(job);
        // In a system crontab whose user is lacking, a program may stand in its place.
        if (job.User is { } name && files.FindUser(name) is null)
        {
            foreach (var path in UsualPaths(name)) yield return path;
            yield break;
        }

        if (job.User is { } user and not "root")
        {
            foreach (var path in UsualPaths(user)) yield return path;
            if (job.Command.Split(' ', '\t')[0] is ['/', ..] first) yield return first;
        }

        if (job.FindVariable("HOME") is { } home) yield return home;
        foreach (var path in crontab.Variables.Where(it => it.Name == "PATH").SelectMany(it => JobPrograms.Paths(files, crontab, job, it.Value))) yield return path;
        var command = ShellCommand.Read(job.Command.TrimEnd('\r'));
        foreach (var path in command.Outputs.SelectMany(WithFolder).Concat(JobLogs.Paths(files, crontab, job))) yield return path;
        foreach (var step in command.Steps)
        {
            if (!step.Program.Contains('/'))
            {
                foreach (var folder in PathOf(files, job).Concat(ExpectedFolders(files))) yield return $"{folder.TrimEnd('/')}/{step.Program}";
            }

            if (ScriptOf(files, crontab, job, step) is not { } script) continue;
            yield return script;
            foreach (var path in OfScript(files, files.Find(script))) yield return path;
        }
    }

    /// <summary>The program decides which names it runs.</summary>
    private static IEnumerable<string> OfRunParts(CronFiles files) => RunPartsFolders(files).ToList() is not { Count: > 0 } folders ? [] :
    [
        .. folders, .. UsualPaths(RunPartsCall.Program),
        .. files.Crontabs.SelectMany(crontab => crontab.Jobs).SelectMany(job => AnacronGuard.Needs(files, job.Command)),
        .. files.PeriodicScripts.SelectMany(it => InterpretersOf(files, it)),
    ];

    /// <summary>Where what the first line of a script names may be; nothing where it names none.</summary>
    public static IEnumerable<string> InterpretersOf(CronFiles files, ArchivedFile script)
    {
        var text = CronScript.Read(script);
        if (text.Interpreter is { } interpreter) yield return interpreter;
        if (text.SoughtByEnv is not { } sought) yield break;
        foreach (var folder in ExpectedFolders(files)) yield return $"{folder.TrimEnd('/')}/{sought}";
    }

    private static IEnumerable<string> OfScript(CronFiles files, ArchivedFile? script)
    {
        foreach (var path in script is { IsRegular: true } ? InterpretersOf(files, script) : []) yield return path;
        if (script is not { IsRegular: true } || !CronScript.Read(script).IsShellScript) yield break;
        var text = CronScript.Read(script);
        foreach (var path in ShellCommand.Read(text.Text.Replace("\r", "", StringComparison.Ordinal)).Outputs.SelectMany(WithFolder)) yield return path;
    }

    private static string[] WithFolder(string path) => [path, path.LastIndexOf('/') is > 0 and var at ? path[..at] : "/"];
}
