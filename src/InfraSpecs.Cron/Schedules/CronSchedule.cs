using System.Diagnostics.CodeAnalysis;
using Cronos;

namespace InfraSpecs.Cron;

/// <summary>
/// When a job is due: the five fields of a crontab's line, or one of <c>@hourly</c> and its kin, with the rules of the daemon that reads
/// them (crontab(5); entry.c and cron.c of Debian's cron and of cronie, crond.c of busybox). Cronos finds the minutes; what it sees in
/// another way than Vixie cron is done here: days of the month and of the week are alternatives unless one of them begins with <c>*</c>.
/// </summary>
public sealed class CronSchedule
{
    private static readonly Dictionary<string, string> Nicknames = new(StringComparer.Ordinal)
    {
        ["@hourly"] = "0 * * * *",
        ["@daily"] = "0 0 * * *",
        ["@midnight"] = "0 0 * * *",
        ["@weekly"] = "0 0 * * 0",
        ["@monthly"] = "0 0 1 * *",
        ["@yearly"] = "0 0 1 1 *",
        ["@annually"] = "0 0 1 1 *",
    };

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    // Vixie cron repeats no fixed-time job until its clock has caught up, which takes less than three hours.
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(6);

    private readonly IReadOnlyList<CronExpression> _alternatives;

    private CronSchedule(string text, CronDaemon daemon, bool hasWildcardTime, IReadOnlyList<CronExpression> alternatives) =>
        (Text, Daemon, HasWildcardTime, _alternatives) = (text, daemon, hasWildcardTime, alternatives);

    /// <summary>As it was given, without blanks around it.</summary>
    public string Text { get; }

    /// <summary>By whose rules it is read.</summary>
    public CronDaemon Daemon { get; }

    /// <summary>Its minute or its hour begins with <c>*</c>. Vixie cron calls the other kind "fixed-time": when the clock leaps forward by up to three hours, as daylight
    /// saving makes it, only those are made up for; when it falls back, only those are not repeated.</summary>
    internal bool HasWildcardTime { get; }

    /// <summary>Reads a schedule.</summary>
    /// <param name="text">"*/5 * * * *".</param>
    /// <param name="daemon">By whose rules; default Debian's.</param>
    /// <exception cref="CronException">The daemon would refuse it, or take it for something else than it says.</exception>
    public static CronSchedule Parse(string text, CronDaemon daemon = CronDaemon.Debian) =>
        TryParse(text, out var schedule, out var error, daemon) ? schedule : throw CronException.ScheduleInvalid(text, daemon, error);

    /// <summary>Reads a schedule, or says what is wrong with it.</summary>
    /// <param name="text">"*/5 * * * *".</param>
    /// <param name="schedule">The schedule; null if something is wrong.</param>
    /// <param name="error">What is wrong; null if nothing is.</param>
    /// <param name="daemon">By whose rules; default Debian's.</param>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out CronSchedule? schedule, [NotNullWhen(false)] out CronScheduleError? error, CronDaemon daemon = CronDaemon.Debian)
    {
        (schedule, error) = Read(text.Trim(), daemon);
        return schedule is not null;
    }

    /// <summary>The runs that a daemon owes which lived through these spans of time, first to last. It starts with the first; the minute in
    /// which it starts is over for it.</summary>
    /// <param name="spans">How the clock went.</param>
    /// <param name="zone">The daemon's time zone.</param>
    internal IReadOnlyList<DueRun> DueIn(IReadOnlyList<ClockSpan> spans, TimeZoneInfo zone) => [.. Walk(spans, zone)];

    /// <summary>The instants at which it is due while the clock just goes on, daylight saving included.</summary>
    /// <param name="from">The beginning; due at that very minute does not count.</param>
    /// <param name="to">The end, itself included.</param>
    /// <param name="zone">The daemon's time zone.</param>
    public IReadOnlyList<DateTimeOffset> DueBetween(DateTimeOffset from, DateTimeOffset to, TimeZoneInfo zone) =>
        [.. DueIn([new ClockSpan(from, to, 1)], zone).Select(it => it.At)];

    /// <summary>The next instant at which it is due while the clock just goes on; null if it never is, as on 30 February. The daemon has been
    /// there for hours: in an autumn night it has run what it does not repeat.</summary>
    /// <param name="after">An instant; due at that very minute does not count.</param>
    /// <param name="zone">The daemon's time zone.</param>
    public DateTimeOffset? NextAfter(DateTimeOffset after, TimeZoneInfo zone) => NextAfter(after, zone, DateTimeOffset.MinValue);

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>The next instant at which it is due.</summary>
    /// <param name="after">An instant; due at that very minute does not count.</param>
    /// <param name="zone">The daemon's time zone.</param>
    /// <param name="since">When the daemon started.</param>
    internal DateTimeOffset? NextAfter(DateTimeOffset after, TimeZoneInfo zone, DateTimeOffset since)
    {
        var from = since.OrLater(after - Remembered);
        // Days without such a minute are passed over by the calendar. The wall clock may show again what it has shown, a day back at most.
        while (NextByCalendar(WallClock.MinuteAt(from, zone) - Day) is { } named)
        {
            from = from.OrLater(new DateTimeOffset(named, TimeSpan.Zero) - Day);
            var to = from.OrLater(after) + Day + Day;
            if (Walk([new ClockSpan(from, to, 1)], zone).FirstOrDefault(it => it.At > after) is { } due) return due.At;
            (from, after) = (to - Remembered, to);
        }

        return null;
    }

    /// <summary>Whether the calendar names this minute of the wall clock.</summary>
    internal bool Names(DateTime minute) => NextByCalendar(minute) == minute;

    private IEnumerable<DueRun> Walk(IReadOnlyList<ClockSpan> spans, TimeZoneInfo zone) =>
        Daemon == CronDaemon.Busybox ? BusyboxClock.Walk(this, spans, zone) : VixieClock.Walk(this, spans, zone);

    private DateTime? NextByCalendar(DateTime minute) => _alternatives
        .Select(it => it.GetNextOccurrence(DateTime.SpecifyKind(minute, DateTimeKind.Utc), TimeZoneInfo.Utc, inclusive: true))
        .Min();

    private static (CronSchedule?, CronScheduleError?) Read(string text, CronDaemon daemon)
    {
        if (text.StartsWith('@') && !Nicknames.ContainsKey(text)) return (null, UnknownNickname(text));
        var fields = Nicknames.GetValueOrDefault(text, text).Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 5) return (null, WrongCount(text, fields.Length));
        CronField[] kinds = [CronField.Minute, CronField.Hour, CronField.DayOfMonth, CronField.Month, CronField.DayOfWeek];
        var values = new SortedSet<int>[kinds.Length];
        for (var i = 0; i < kinds.Length; i++)
        {
            if (kinds[i].Read(fields[i], daemon, out values[i]) is { } error) return (null, error);
        }

        // @daily is 0 0 * * *, and no wildcard either.
        var hasWildcardTime = fields[0][0] == '*' || fields[1][0] == '*';
        return (new CronSchedule(text, daemon, hasWildcardTime, Alternatives(fields, values, daemon)), null);
    }

    private static CronExpression[] Alternatives(string[] fields, SortedSet<int>[] values, CronDaemon daemon)
    {
        var (time, days, month, weekdays) = ($"{List(values[0])} {List(values[1])}", List(values[2]), List(values[3]), List(values[4]));
        // busybox goes by what the fields stand for, Vixie cron by how they begin.
        var either = daemon == CronDaemon.Busybox
            ? values[2].Count < 31 && values[4].Count < 7
            : fields[2][0] != '*' && fields[4][0] != '*';
        return either
            ? [CronExpression.Parse($"{time} {days} {month} *"), CronExpression.Parse($"{time} * {month} {weekdays}")]
            : [CronExpression.Parse($"{time} {days} {month} {weekdays}")];
    }

    private static string List(SortedSet<int> values) => string.Join(',', values);

    private static CronScheduleError UnknownNickname(string text) => text == "@reboot"
        ? new(null, text, "it is due when the daemon starts and at no time of the clock", "five fields or a name for a time")
        : new(null, text, "there is no such name", $"five fields or one of {string.Join(", ", Nicknames.Keys)}");

    private static CronScheduleError WrongCount(string text, int count) => new(
        null,
        $"'{text}'",
        count switch
        {
            0 => "it is empty",
            6 => "it has six fields, and cron knows neither seconds nor years",
            _ => "it has " + FailureText.Count(count, "field"),
        },
        "five fields: minute, hour, day of month, month, day of week");
}
