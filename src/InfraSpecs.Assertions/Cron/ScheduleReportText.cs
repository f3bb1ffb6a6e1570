using InfraSpecs.Cron;

namespace InfraSpecs.Assertions;

/// <summary>How runs that do not follow their schedule are shown: what is wrong in half a sentence, and each instant.</summary>
internal sealed class ScheduleReportText(ScheduleReport report, CronRuns runs)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly CronRunsText _text = new(runs);

    /// <summary>"2 of 12 due runs were missed and 1 run came late".</summary>
    public string Wrong
    {
        get
        {
            List<string> wrong = [];
            if (report.Missed.Count > 0) wrong.Add($"{report.Missed.Count} of {FailureText.Count(report.Due.Count(it => it.IsCertain), "due run")} {Was(report.Missed.Count)} missed");
            if (report.Late.Count > 0) wrong.Add($"{FailureText.Count(report.Late.Count, "run")} came late");
            if (report.Doubled.Count > 0) wrong.Add($"{FailureText.Count(report.Doubled.Count, "run")} {Was(report.Doubled.Count)} doubled");
            if (report.Unexpected.Count > 0) wrong.Add($"{FailureText.Count(report.Unexpected.Count, "run")} {Was(report.Unexpected.Count)} unexpected");
            return wrong.Count == 1 ? wrong[0] : $"{string.Join(", ", wrong.SkipLast(1))} and {wrong[^1]}";
        }
    }

    /// <summary>"nothing was due from 05:00 to 06:00", and when it is next.</summary>
    public string NothingDue
    {
        get
        {
            if (runs.Spans.Count == 0) return "no time has passed yet in the container";
            var end = runs.Spans[^1].To;
            var next = report.Schedule.NextAfter(end, runs.Zone);
            var window = $"nothing was due from {_text.Time(runs.Spans[0].From)} to {_text.Time(end)}";
            return next is { } instant
                ? $"{window}, so that this proves nothing; it is next due at {_text.Time(instant)}"
                : $"{window}, and it never is: no calendar has such a day";
        }
    }

    /// <summary>A line for each instant at which something is wrong.</summary>
    public string Instants => string.Join('\n', ((string[])[
        CronRunsText.Lines(report.Missed, it => $"missed      {_text.Time(it.At)}{Why(it)}{Said(it)}"),
        CronRunsText.Lines(report.Late, it => $"late        {_text.Time(it.Due.At)}, run {it.Run.Number} came {FailureText.Duration(it.Run.StartedAt - it.Due.At)} after that"),
        CronRunsText.Lines(report.Doubled, it => $"doubled     {_text.Time(it.StartedAt)}, run {it.Number}"),
        CronRunsText.Lines(report.Unexpected, it => $"unexpected  {_text.Time(it.StartedAt)}, run {it.Number}"),
        _text.Evidence]).Where(it => it.Length > 0));

    private string Why(DueRun due) => runs.All.FirstOrDefault(it => it.StartedAt < due.At && !it.WasInterrupted && !(it.EndedAt < due.At)) is { } running
        ? runs.Daemon == CronDaemon.Busybox
            ? $", when run {running.Number} had not ended: busybox starts no job that still runs"
            : $", when run {running.Number} had not ended"
        : "";

    /// <summary>What cron said in that minute, unless the diagnosis says it.</summary>
    private string Said(DueRun due) =>
        runs.Said.FirstOrDefault(it => it.At >= due.At && it.At < due.At + Minute && runs.Diagnosis?.ToString().Contains(it.Text, StringComparison.Ordinal) != true) is { } word
            ? $"; cron said: {CommandText.WithoutSecrets(word.Text)}"
            : "";

    private static string Was(int number) => number == 1 ? "was" : "were";
}
