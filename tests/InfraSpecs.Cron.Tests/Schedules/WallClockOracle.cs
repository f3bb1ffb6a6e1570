namespace InfraSpecs.Cron.Tests.Schedules;

/// <summary>
/// A second opinion on when a job runs: each minute of some days, one after the other, as the daemon's main loop goes through them (main() in
/// cron.c of Debian's cron and of cronie, crond_main() in busybox's crond.c), with a plain comparison of numbers in the place of a calendar.
/// </summary>
internal sealed class WallClockOracle
{
    private readonly DateTimeOffset _start;
    private readonly DateTime[] _shown;

    public WallClockOracle(DateTimeOffset start, int days, TimeZoneInfo zone)
    {
        _start = start;
        _shown = [.. Enumerable.Range(0, days * 24 * 60).Select(it => TimeZoneInfo.ConvertTime(start.AddMinutes(it), zone).DateTime)];
    }

    /// <summary>The instants at which it runs.</summary>
    public IReadOnlyList<DateTimeOffset> Runs(string schedule, CronDaemon daemon)
    {
        var fields = schedule.Split(' ');
        int[][] named = [Read(fields[0], 0, 59), Read(fields[1], 0, 23), Read(fields[2], 1, 31), Read(fields[3], 1, 12), Read(fields[4], 0, 6)];
        var either = fields[2] != "*" && fields[4] != "*";
        var wild = fields[0].StartsWith('*') || fields[1].StartsWith('*');
        List<DateTimeOffset> runs = [];
        var done = _shown[0];
        for (var i = 1; i < _shown.Length; i++)
        {
            var now = _shown[i];
            if (daemon == CronDaemon.Busybox ? Names(now) : RunsInVixie(now)) runs.Add(_start.AddMinutes(i));
        }

        return runs;

        bool Names(DateTime it)
        {
            var (day, weekday) = (named[2].Contains(it.Day), named[4].Contains((int)it.DayOfWeek));
            return named[0].Contains(it.Minute) && named[1].Contains(it.Hour) && named[3].Contains(it.Month) && (either ? day || weekday : day && weekday);
        }

        bool RunsInVixie(DateTime now)
        {
            var behind = (int)(now - done).TotalMinutes;
            if (behind <= 0 && behind > -180) return wild && Names(now);
            var from = done;
            done = now;
            if (behind > 180 || behind < 0 || (wild && behind > 5)) return Names(now);
            return Enumerable.Range(1, behind).Any(it => Names(from.AddMinutes(it)));
        }
    }

    private static int[] Read(string field, int first, int last) => [.. field.Split(',').SelectMany(part =>
    {
        var (range, step) = part.Split('/') is [var before, var after] ? (before, int.Parse(after, null)) : (part, 1);
        int[] ends = range == "*" ? [first, last] : [.. range.Split('-').Select(it => int.Parse(it, null))];
        return Enumerable.Range(ends[0], ends[^1] - ends[0] + 1).Where(it => (it - ends[0]) % step == 0);
    })];
}
