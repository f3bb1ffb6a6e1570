using System.Globalization;

namespace InfraSpecs.Cron;

/// <summary>Whether a job is ever due, and whether one was due while the container lived.</summary>
internal static class ScheduleRules
{
    private const int SchedulesCompared = 200;

    private static readonly DateTimeOffset AnyTime = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Jobs that no calendar has a day for.</summary>
    public static IEnumerable<Cause> Never(CronFiles files) =>
        from it in Scheduled(files).DistinctBy(it => Date(it.Schedule))
        where it.Schedule.NextAfter(AnyTime, TimeZoneInfo.Utc) is null
        select new Cause(
            Finding(
                it.Job, CronFault.NeverDue,
                $"{it.Job.Subject} never runs: no year has the day that its schedule, {it.Schedule.Text}, names",
                $"the line is {it.Job.Quoted}",
                "correct the day of the month, or the month"),
            it.Job);

    /// <summary>No job at all was due in the time that was lived. Debian's own jobs, which run what is in /etc/cron.daily and its like, do not count while there are others.</summary>
    public static CronFinding? NotDue(CronEvidence evidence, Focus focus)
    {
        if (evidence.Spans.Count == 0 || evidence.Runs.Count > 0) return null;
        var (first, last) = (evidence.Spans[0], evidence.Spans[^1]);
        var lives = DaemonLife.Each(evidence.Spans, evidence.Restarts);
        var all = Scheduled(evidence.Files).Where(it => focus.Has(it.Job.Job)).ToList();
        var own = all.Where(it => !it.Job.Job.Command.Contains("run-parts", StringComparison.Ordinal)).ToList();
        var next = (own.Count > 0 ? own : all)
            .DistinctBy(it => (it.Schedule, it.Job.Job.FindVariable(Crontab.ZoneVariable)))
            .Take(SchedulesCompared)
            .Select(it => (
                it.Job,
                it.Schedule,
                WasDue: lives.Any(life => life.Any(span => span.Speed > 0 && it.Schedule.NextAfter(span.From, ZoneOf(it.Job), life[0].From) <= span.To)),
                Next: it.Schedule.NextAfter(last.To, ZoneOf(it.Job), lives[^1][0].From)))
            .ToList();
        if (next.Count == 0 || next.Exists(it => it.WasDue) || next.Where(it => it.Next is not null).OrderBy(it => it.Next).FirstOrDefault() is not { Next: { } due } soonest) return null;
        return lives.SelectMany(PassedOver).LastOrDefault() ?? Finding(
            soonest.Job, CronFault.NotDue,
            $"no job was due: {soonest.Job.Subject} is due next at {Text(due, ZoneOf(soonest.Job))}",
            $"the container has lived {Lived(evidence, first, last)}, and the schedule is {soonest.Schedule.Text}",
            "let its time reach that instant, or correct the schedule");

        TimeZoneInfo ZoneOf(JobRef job) => evidence.Files.ZoneOf(job.Job) ?? evidence.Zone;

        // Of a life, so that time in which the container was down is none.
        IEnumerable<CronFinding> PassedOver(IReadOnlyList<ClockSpan> life) =>
            from jump in life.Zip(life.Skip(1), (before, after) => (From: before.To, To: after.From))
            where jump.From < jump.To
            from it in next
            let passed = it.Schedule.NextAfter(jump.From, ZoneOf(it.Job), life[0].From)
            where passed < jump.To
            select Finding(
                it.Job, CronFault.NotDue,
                $"a jump passed over the only time: {it.Job.Subject} was due at {Text(passed.Value, ZoneOf(it.Job))}",
                $"the clock jumped from {Text(jump.From, evidence.Zone)} to {Text(jump.To, evidence.Zone)}, and the schedule is {it.Schedule.Text}",
                "advance to that instant first, or to a moment before it, and let its time go on");
    }

    /// <summary>What is told of a job's line.</summary>
    private static CronFinding Finding(JobRef job, CronFault fault, string sentence, string fact, string advice) =>
        new() { Fault = fault, Sentence = sentence, Fact = fact, Advice = advice, File = job.Crontab.Path, Line = job.Job.Line };

    /// <summary>The fields that name a day: whether there is one does not depend on minute and hour.</summary>
    private static string Date(CronSchedule schedule) => string.Join(' ', schedule.Text.Split(' ').Skip(2)) is { Length: > 0 } date ? date : schedule.Text;

    private static string Lived(CronEvidence evidence, ClockSpan first, ClockSpan last) =>
        $"from {Text(first.From, evidence.Zone)} to {Text(last.To, evidence.Zone)}{(evidence.Spans.Zip(evidence.Spans.Skip(1)).Any(it => it.First.To != it.Second.From) ? ", with jumps between" : "")}";

    private static IEnumerable<(JobRef Job, CronSchedule Schedule)> Scheduled(CronFiles files)
    {
        var jobs = files.Crontabs.Where(it => LineRules.IsRead(files, it)).SelectMany(crontab => crontab.Jobs.Select(job => new JobRef(crontab, job))).ToList();
        var schedules = jobs.Select(it => it.Job.Schedule).Distinct()
            .ToDictionary(it => it, it => CronSchedule.TryParse(it, out var schedule, out _, files.Daemon ?? CronDaemon.Debian) ? schedule : null);
        return jobs.Where(it => schedules[it.Job.Schedule] is not null).Select(it => (it, schedules[it.Job.Schedule]!));
    }

    private static string Text(DateTimeOffset instant, TimeZoneInfo zone) =>
        $"{TimeZoneInfo.ConvertTime(instant, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} {(zone.HasSameRules(TimeZoneInfo.Utc) ? "UTC" : zone.Id)}";
}
