using System.Globalization;
using System.Text.RegularExpressions;

namespace InfraSpecs.Cron;

/// <summary>What the last run of each job shows: how it failed, that it does not end, that it is still there when the next begins.</summary>
internal static partial class RunRules
{
    // Beyond what a job may take that only seems long because the container's time runs fast.
    private static readonly TimeSpan LongInContainer = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongInReality = TimeSpan.FromSeconds(1);

    private static readonly string[] CannotRun = ["not found", "No such file", "nonexistent"];

    /// <summary>The causes that runs show.</summary>
    /// <param name="evidence">The evidence.</param>
    /// <param name="isExplained">Whether the files already say why a job fails.</param>
    public static IEnumerable<Cause> Find(CronEvidence evidence, Func<JobRef, bool> isExplained)
    {
        foreach (var runs in evidence.Runs.Where(it => it.Command is not null).GroupBy(it => (it.Command, it.User)))
        {
            var job = JobOf(evidence.Files, runs.First());
            var subject = job?.Subject ?? $"the job {Quote.Of(runs.Key.Command!)}";
            var finding = Unending(evidence, [.. runs], job, subject) ?? (job is not null && isExplained(job) ? null : Failure(evidence, [.. runs.Where(it => it.EndedAt is not null)], job, subject));
            if (finding is not null) yield return new Cause(finding, job);
        }
    }

    internal static JobRef? JobOf(CronFiles files, CronRun run) => (
        from crontab in files.Crontabs
        from job in crontab.Jobs
        let reference = new JobRef(crontab, job)
        where reference.IsRunBy(run)
        select reference).FirstOrDefault();

    private static CronFinding? Unending(CronEvidence evidence, IReadOnlyList<CronRun> runs, JobRef? job, string subject)
    {
        if (job?.Job.Schedule == "@reboot" || evidence.Spans.Count == 0) return null;
        var now = evidence.Spans[^1].To;
        var usual = runs.Max(it => it.Duration) ?? TimeSpan.Zero;
        var open = runs.Where(it => it.IsOpen && IsLong(evidence, it.StartedAt, now, moreThan: usual * 2)).ToList();
        if (open.Count > 0 && (runs.All(it => it.IsOpen) || runs.SkipWhile(it => it != open[0]).All(it => it.IsOpen)))
        {
            var lived = evidence.Between(open[0].StartedAt, now).Lived;
            var doing = JobProcesses.Doing(evidence.Processes, open[0].Command!) is { } what ? $"; it is at {Quote.Of(what)}" : "";
            return Finding(
                CronFault.Hanging,
                (open.Count == 1 ? $"{subject} hangs: it has run for {Text(lived)} and has not ended" : $"{subject} hangs: {open.Count} of its runs have begun, and none has ended") + doing,
                $"{(open.Count == 1 ? "it" : "the first of them")} began at {At(open[0])}, and it is {now.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC in the container",
                doing.Contains("`sleep ", StringComparison.Ordinal) ? "let more time pass, or take the sleep out of the job where it is tested"
                    : "see what it waits for; `timeout 50 command` ends what takes too long");
        }

        var overlap = runs.Zip(runs.Skip(1)).FirstOrDefault(it => (it.First.IsOpen || it.First.EndedAt > it.Second.StartedAt) && IsLong(evidence, it.First.StartedAt, it.Second.StartedAt));
        return overlap == default ? null : Finding(
            CronFault.Overlapping,
            $"{subject} overlaps itself: it takes longer than from one run to the next",
            $"run {overlap.Second.Number} began at {At(overlap.Second)}, when run {overlap.First.Number}, begun at {At(overlap.First)}, had not ended",
            "let the job run less often, or `flock -n /run/job.lock command` leave a run out while one is under way");

        CronFinding Finding(CronFault fault, string sentence, string fact, string advice) =>
            new() { Fault = fault, Sentence = sentence, Fact = fact, Advice = advice, File = job?.Crontab.Path, Line = job?.Job.Line };
    }

    private static bool IsLong(CronEvidence evidence, DateTimeOffset from, DateTimeOffset to, TimeSpan moreThan = default) =>
        evidence.Between(from, to) is var (lived, real) && lived >= LongInContainer && real >= LongInReality && lived > moreThan;

    /// <summary>The last run counts. Where it failed without a word, it may have meant no harm, unless all did so.</summary>
    private static CronFinding? Failure(CronEvidence evidence, IReadOnlyList<CronRun> runs, JobRef? job, string subject)
    {
        if (runs is not [.., var run] || !Failed(run)) return null;
        var output = run.Output.Trim();
        var wrote = output.Length == 0 ? "wrote nothing" : $"wrote {Quote.Of(output.Split('\n')[0])}";
        if (output.Length == 0 && job is not null && evidence.Log?.LastLines is [.., var last] && ShellCommand.Read(job.Job.Command).Outputs.Contains(evidence.Log.Source))
        {
            output = last.Text;
            wrote = $"the last line of {evidence.Log.Source} is {Quote.Of(output)}";
        }

        if (output.Length == 0 && run.ExitCode is 1 or 127 && (JobGuard.MayEndSo(evidence.Files, job, run.Command!) || !runs.All(Failed))) return null;
        if (output.Length == 0 && job is not null && LastLineOf(evidence.Files, job) is var (path, line))
        {
            output = line;
            wrote = $"the last line of {path} is {Quote.Of(output)}";
        }

        var isSilent = output.Length == 0 && runs.Count > 1 && runs.All(it => it.ExitCode == run.ExitCode && it.Output.Length == 0);
        var ended = run.Signal is { } signal ? $"signal {signal} ended it, and it" : $"it exited with code {run.ExitCode} and";
        var fact = $"{ended} {wrote}{(isSilent ? $"; so did each of its {runs.Count} runs" : "")}";
        if (job is not null && Unset().Match(output) is { Success: true } unset && evidence.Files.ContainerVariables.Contains(unset.Groups["name"].Value))
            return EnvironmentRules.NotPassed(job, unset.Groups["name"].Value, fact);
        if (job?.Job.Input is not null && output.Contains("yntax error", StringComparison.Ordinal)) return JobRules.PercentCut(job, fact);
        if (job is not null && Denied().Match(output) is { Success: true } denied && run.ExitCode != 126) return OutputRules.NotWritable(job, denied.Groups["path"].Value, job.User, fact);
        var (fault, sentence) = run.ExitCode switch
        {
            126 => (CronFault.NotExecutable, $"{subject} cannot run: what it calls is not executable"),
            // What takes the shell's place to record the run says what cron would, but for cron's "execle".
            _ when job is not null && output.StartsWith(CronNeeds.ShellOf(job.Job) + ": No such file", StringComparison.Ordinal) => (CronFault.ShellMissing, $"{subject} cannot start: its SHELL, {CronNeeds.ShellOf(job.Job)}, is not in the container"),
            127 => (CronFault.CommandMissing, $"{subject} cannot run: its shell does not find what it calls"),
            _ when Array.Exists(CannotRun, it => output.Contains(it, StringComparison.Ordinal)) => (CronFault.CommandMissing, $"{subject} fails: a file that it needs is not there"),
            _ => (CronFault.JobFailed, $"{subject} runs, and fails"),
        };
        return new CronFinding
        {
            Fault = fault,
            Sentence = sentence,
            Fact = fact,
            Advice = $"{(output.Length == 0 && run.Command!.Contains("/dev/null", StringComparison.Ordinal) ? "take /dev/null off the line, so that it can say why; or " : "")}run the command in the container as cron does: env -i HOME=/root PATH=/usr/bin:/bin /bin/sh -c '…'",
            File = job?.Crontab.Path,
            Line = job?.Job.Line,
        };
    }

    /// <summary>Of the files that the job writes, the last line of the first that has one and was read to its end.</summary>
    private static (string Path, string Line)? LastLineOf(CronFiles files, JobRef job) =>
        JobLogs.Paths(files, job.Crontab, job.Job)
            .Select(files.Find).OfType<ArchivedFile>().Where(it => it.IsRegular && it.IsText && it.Facts.Size <= it.Bytes.Length)
            .Select(it => (it.Path, Line: it.Text.TrimEnd().Split('\n')[^1]))
            .Where(it => it.Line.Length > 0).Select(it => ((string, string)?)it).FirstOrDefault();

    private static bool Failed(CronRun run) => run.ExitCode != 0 || run.Signal is not null;

    private static string At(CronRun run) => run.StartedAt.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Text(TimeSpan time) => time.TotalMinutes < 2
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalMinutes):N0} min");

    // dash: "x: 2: NAME: parameter not set"; bash: "x: line 2: NAME: unbound variable".
    [GeneratedRegex(@"\b(?<name>[A-Za-z_]\w*): (parameter not set|unbound variable|parameter null or not set)", RegexOptions.ExplicitCapture)]
    private static partial Regex Unset();

    // dash: "cannot create /x: Permission denied"; busybox: "can't create /x: …"; bash: "line 1: /x: Permission denied"; cp: "cannot create regular file '/x': Permission denied".
    // What cannot be read is no log: "cat: /x: Permission denied".
    [GeneratedRegex(
        @"(can(no|')t (create|touch)[ \w]*|tee:|line \d+:) ['""‘]?(?<path>/[^\s:'""’]{1,4095})['""’]?: (Permission denied|Directory nonexistent|Read-only file system)",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Denied();
}
