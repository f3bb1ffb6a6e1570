using System.Text.RegularExpressions;

namespace InfraSpecs.Cron;

/// <summary>
/// Whether cron understands each line: load_entry in Debian's entry.c. One line that it does not understand costs all jobs of the file;
/// in cronie that line only. Of several that lack the same, the first is named.
/// </summary>
internal static partial class LineRules
{
    private const char Bom = '\uFEFF';

    public static IEnumerable<Cause> Find(CronFiles files) =>
        from crontab in files.Crontabs
        where IsRead(files, crontab)
        let jobs = crontab.Jobs.Select(job => new JobRef(crontab, job with { Text = job.Text.TrimEnd('\r'), User = job.User?.TrimEnd('\r') })).ToList()
        let errors = Errors(files, jobs)
        let findings = jobs.Where(it => it.Job.Text.Trim() is { Length: > 0 } text && text[0] != Bom).Select(job => (Job: job, Finding: OfLine(files, job, errors)))
        from finding in CarriageReturns(crontab, files).Concat(Orphan(files, crontab)).Concat(
            from it in findings where it.Finding is not null group it by it.Finding.Fault into same select new Cause(same.First().Finding!, DropsFile(files) ? null : same.First().Job))
        select finding;

    /// <summary>Whether the daemon looks at the file at all; what it ignores for its name is told elsewhere.</summary>
    internal static bool IsRead(CronFiles files, Crontab crontab) => crontab.File.IsRegular && !FileRules.IsTemporary(files, crontab) && (files.Daemon switch
    {
        CronDaemon.Busybox => FileRules.IsOfSpool(files, crontab) && !crontab.File.Name.Contains('.'),
        _ when crontab.Form == CrontabForm.User && !FileRules.IsOfSpool(files, crontab) => false,
        CronDaemon.Cronie => CronieFileRules.IsAccepted(crontab.File.Name),
        _ => crontab.Form == CrontabForm.User || FileRules.IsAccepted(crontab.File.Name, files.IsStartedWith('l')),
    });

    private static Dictionary<string, CronScheduleError?> Errors(CronFiles files, IEnumerable<JobRef> jobs) => jobs
        .Select(it => it.Job.Schedule)
        .Distinct()
        .ToDictionary(it => it, it => it == "@reboot" || CronSchedule.TryParse(it, out _, out var error, files.Daemon ?? CronDaemon.Debian) ? null : error);

    private static CronFinding? OfLine(CronFiles files, JobRef job, Dictionary<string, CronScheduleError?> errors)
    {
        if (SixFields(files, job) is { } six) return six;
        if (errors[job.Job.Schedule] is { } error) return Schedule(files, job, error);
        if (job.Job.User is not { } user || files.Users.Count == 0) return null;
        return files.FindUser(user) is null || job.Job.Command.Length == 0 ? User(files, job, user) : null;
    }

    private static CronFinding? SixFields(CronFiles files, JobRef job)
    {
        var sixth = job.Job.User ?? job.Job.Command.Split(' ', '\t')[0];
        return job.Job.Schedule.StartsWith('@') || !FieldOfTime().IsMatch(sixth) ? null : new CronFinding
        {
            Fault = CronFault.SixFields,
            Sentence = $"cron ignores {Ignored(files, job)}: line {job.Job.Line} has six fields of time, and cron knows five",
            Fact = $"line {job.Job.Line} is {job.Quoted}; cron takes {Quote.Of(sixth)} for {(job.Job.User is null ? "the command" : "a user's name")}",
            Advice = "leave the seconds (or the year) out: cron's fields are minute, hour, day of month, month and day of week",
            File = job.Crontab.Path,
            Line = job.Job.Line,
        };
    }

    private static CronFinding Schedule(CronFiles files, JobRef job, CronScheduleError error) => new()
    {
        Fault = CronFault.ScheduleInvalid,
        Sentence = $"cron ignores {Ignored(files, job)}: the {error.Name} {error.Value} in line {job.Job.Line} is not possible",
        Fact = $"{error.Reason}; a {error.Name} is {error.Allowed}",
        Advice = $"correct line {job.Job.Line}, {job.Quoted}",
        File = job.Crontab.Path,
        Line = job.Job.Line,
    };

    private static CronFinding User(CronFiles files, JobRef job, string user)
    {
        if (user.StartsWith('#')) return Comment(files, job);
        var isCommand = user.Length == 0 || job.Job.Command.Length == 0 || user.IndexOfAny(['/', '=', '$']) >= 0 || ShellCommand.IsBuiltIn(user)
            || CronNeeds.UsualPaths(user).Any(it => files.Find(it) is not null);
        return new CronFinding
        {
            Fault = isCommand ? CronFault.UserFieldMissing : CronFault.UserUnknown,
            Sentence = isCommand
                ? $"cron ignores {Ignored(files, job)}: line {job.Job.Line} names no user between schedule and command"
                : $"cron ignores {Ignored(files, job)}: the user {user} in line {job.Job.Line} does not exist",
            Fact = isCommand
                ? $"line {job.Job.Line} is {job.Quoted}; {(user.Length == 0 ? "nothing follows the schedule" : $"cron takes {Quote.Of(user)} for a user's name")}"
                : $"there is no {user} in /etc/passwd",
            Advice = isCommand
                ? $"write the user before the command, as in {Quote.Of($"{job.Job.Schedule} root {user} {job.Job.Command}".Trim())}"
                : $"create the user in the image, or name another in line {job.Job.Line}",
            File = job.Crontab.Path,
            Line = job.Job.Line,
        };
    }

    private static CronFinding Comment(CronFiles files, JobRef job) => new()
    {
        Fault = CronFault.UserFieldMissing,
        Sentence = $"cron ignores {Ignored(files, job)}: a comment stands behind the schedule in line {job.Job.Line}, where cron expects a user and a command",
        Fact = $"line {job.Job.Line} is {job.Quoted}; cron knows comments in lines of their own only",
        Advice = $"put the comment into a line of its own, above line {job.Job.Line}",
        File = job.Crontab.Path,
        Line = job.Job.Line,
    };

    private static IEnumerable<Cause> Orphan(CronFiles files, Crontab crontab)
    {
        if (crontab.Form == CrontabForm.System || files.Users.Count == 0 || files.FindUser(crontab.File.Name) is not null) yield break;
        yield return new Cause(new CronFinding
        {
            Fault = CronFault.UserUnknown,
            Sentence = $"cron ignores {crontab.Path}: there is no user {crontab.File.Name}",
            Fact = $"the name of a user's crontab is the user, and there is no {crontab.File.Name} in /etc/passwd",
            Advice = "create the user in the image, or call the file after another",
            File = crontab.Path,
        });
    }

    private static IEnumerable<Cause> CarriageReturns(Crontab crontab, CronFiles files)
    {
        var wrong = crontab.Jobs.Where(job => job.Text.EndsWith('\r')).ToList();
        if (wrong.Count == 0) yield break;
        // A line with nothing but a carriage return is not blank to cron.
        var blank = files.Daemon == CronDaemon.Busybox ? null : wrong.Find(job => job.Text.Trim().Length == 0);
        var job = blank ?? wrong[0];
        var finding = new CronFinding
        {
            Fault = CronFault.CarriageReturnInCrontab,
            Sentence = blank is not null
                ? $"cron ignores {crontab.Path}: it has Windows line endings, and cron takes the carriage return in line {job.Line}, blank otherwise, for a minute"
                : $"the jobs of {crontab.Path} cannot run: it has Windows line endings, and each command ends with a carriage return",
            Fact = $"line {job.Line} is {Quote.Of(job.Text)}",
            Advice = $"give the file Unix line endings: sed -i 's/\\r$//' in the Dockerfile, or `{crontab.File.Name} text eol=lf` in .gitattributes",
            File = crontab.Path,
            Line = job.Line,
        };
        if (blank is not null && DropsFile(files)) yield return new Cause(finding);
        foreach (var it in wrong) yield return new Cause(finding, new JobRef(crontab, it));
    }

    /// <summary>One wrong line costs all the file's jobs, so that it matters to each.</summary>
    private static bool DropsFile(CronFiles files) => files.Daemon is CronDaemon.Debian;

    private static string Ignored(CronFiles files, JobRef job) => DropsFile(files) ? job.Crontab.Path : job.Place;

    [GeneratedRegex(@"^[\d*/,?-]+$")]
    private static partial Regex FieldOfTime();
}
