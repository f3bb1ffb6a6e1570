namespace InfraSpecs.Cron;

/// <summary>One moment at which a cron daemon looks at the clock: when a minute begins, and when the clock has jumped.</summary>
/// <param name="At">The instant, in UTC.</param>
/// <param name="Speed">The clock's, from then on.</param>
/// <param name="IsCertain">The clock went on for long enough that the daemon must have noticed.</param>
internal sealed record DaemonBeat(DateTimeOffset At, double Speed, bool IsCertain)
{
    // Debian's cron wakes in second 1 of a minute, the others in second 0. A process on a busy machine may be kept waiting.
    private static readonly TimeSpan Wakes = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(5);

    /// <summary>A start after this is late.</summary>
    public DateTimeOffset Until => At + (Late * Math.Max(1, Speed));

    /// <summary>The beats of a daemon that started with the first span.</summary>
    public static IEnumerable<DaemonBeat> Of(IReadOnlyList<ClockSpan> spans)
    {
        for (var i = 0; i < spans.Count; i++)
        {
            var span = spans[i];
            var isLast = i == spans.Count - 1;
            var goesOn = !isLast && spans[i + 1].From == span.To;
            var noticed = Wakes + (Busy * span.Speed);
            yield return new(span.From, span.Speed, !isLast || span.Speed == 0 || span.From + (Busy * span.Speed) <= span.To);
            for (var minute = WallClock.NextMinute(span.From); minute <= span.To; minute = minute.AddMinutes(1))
            {
                yield return new(minute, span.Speed, goesOn || minute + noticed <= span.To);
            }
        }
    }
}
