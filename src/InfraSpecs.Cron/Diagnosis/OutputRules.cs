using System.Text.RegularExpressions;

namespace InfraSpecs.Cron;

/// <summary>Whether a job that starts can do what it is for: write its log, and find the variables that it uses.</summary>
internal static partial class OutputRules
{
    /// <summary>What cron sets for each job, and what shells set themselves.</summary>
    private static readonly HashSet<string> Given = ["PATH", "HOME", "SHELL", "LOGNAME", "USER", "PWD", "OLDPWD", "HOSTNAME", "TERM", "IFS", "PS1", "PPID", "SHLVL", "LANG"];

    public static IEnumerable<Cause> Find(CronFiles files) =>
        from crontab in files.Crontabs
        where LineRules.IsRead(files, crontab)
        from job in crontab.Jobs
        let reference = new JobRef(crontab, job)
        from finding in (CronFinding?[])[Output(files, reference), Variable(files, reference)]
        where finding is not null
        select new Cause(finding, reference);

    private static CronFinding? Output(CronFiles files, JobRef job)
    {
        // Who starts the container by another program may well make files and folders there first.
        if (files.User(job.User) is not { } user || !StartsCronItself(files)) return null;
        return Texts(files, job)
            .Where(it => !it.Text.Contains("mkdir", StringComparison.Ordinal))
            .SelectMany(it => ShellCommand.Read(it.Text.Replace("\r", "", StringComparison.Ordinal)).Outputs)
            .Select(path => Refusal(files, path, user) is { } why ? NotWritable(job, path, user.Name, why) : null)
            .FirstOrDefault(it => it is not null);
    }

    private static bool StartsCronItself(CronFiles files) => files.MainCommand is [var program, ..] && program[(program.LastIndexOf('/') + 1)..] is "cron" or "crond";

    private static string? Refusal(CronFiles files, string path, CronUser user)
    {
        var parent = path[..Math.Max(1, path.LastIndexOf('/'))];
        if (files.Find(path) is { } file) return file.Facts.Kind is System.Formats.Tar.TarEntryType.SymbolicLink || user.MayWrite(file.Facts) ? null : $"{path} has mode {file.Facts.OctalMode} and belongs to {file.Facts.UserId}:{file.Facts.GroupId}";
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

    private static CronFinding? Variable(CronFiles files, JobRef job)
    {
        // busybox's crond passes on what it has.
        if (files.Daemon is CronDaemon.Busybox) return null;
        var wanted = files.ContainerVariables.Where(it => !Given.Contains(it) && !files.EtcEnvironment.Contains(it) && job.Job.Variable(it) is null).ToHashSet();
        foreach (var (text, where) in wanted.Count == 0 ? [] : Texts(files, job))
        {
            var used = Use().Matches(text).Select(it => it.Groups["name"].Value).FirstOrDefault(it => wanted.Contains(it) && !IsSetIn(text, it));
            if (used is null || Sourcing().IsMatch(text)) continue;
            return new CronFinding
            {
                Fault = CronFault.EnvironmentNotPassed,
                Sentence = $"{job.Subject} does not get the container's variable {used}: cron starts jobs with an environment of its own",
                Fact = $"{where} uses ${used}, and neither {job.Crontab.Path} nor /etc/environment sets it",
                Advice = $"set {used} in the crontab, or have the entry point write it into /etc/environment before it starts cron",
                File = job.Crontab.Path,
                Line = job.Job.Line,
            };
        }

        return null;
    }

    private static bool IsSetIn(string text, string name) => Regex.IsMatch(text, $@"\b{Regex.Escape(name)}=|\bread\s[^\n;|&]*\b{Regex.Escape(name)}\b|\bfor\s+{Regex.Escape(name)}\b");

    /// <summary>The command, and the shell scripts that it runs in any case.</summary>
    private static IEnumerable<(string Text, string Where)> Texts(CronFiles files, JobRef job)
    {
        yield return (job.Job.Command, "the command");
        foreach (var step in ShellCommand.Read(job.Job.Command).Steps)
        {
            if (CronNeeds.ScriptOf(files, job.Crontab, job.Job, step) is { } path && files.Find(path) is { } file && CronScript.Read(file) is { IsShellScript: true } script) yield return (script.Text, path);
        }
    }

    // With a default, as in ${NAME:-x}, a script can do without.
    [GeneratedRegex(@"\$(?:(?<name>[A-Za-z_][A-Za-z0-9_]*)|\{(?<name>[A-Za-z_][A-Za-z0-9_]*)\})", RegexOptions.ExplicitCapture)]
    private static partial Regex Use();

    [GeneratedRegex(@"(^|[;&|\s])(\.|source)\s+\S", RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex Sourcing();
}
