namespace InfraSpecs.Cron;

/// <summary>One moment at which a cron daemon looks at the clock: when a minute begins, and when the clock has jumped.</summary>
/// <param name="At">The instant, in UTC.</param>
/// <param name="Speed">The clock's, from then on.</param>
/// <param name="IsCertain">The clock went on for long enough that the daemon must have noticed.</param>
internal sealed record DaemonWakeup(DateTimeOffset At, double Speed, bool IsCertain)
{
    // Debian's cron wakes in second 1 of a minute, the others in second 0. A process on a busy machine may be kept waiting.
    private static readonly TimeSpan Wakes = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(5);

    /// <summary>A start after this is late.</summary>
    public DateTimeOffset Until => At + (Late * Math.Max(1, Speed));

    /// <summary>The wake-ups of a daemon that started with the first span.</summary>
    public static IEnumerable<DaemonWakeup> During(IReadOnlyList<ClockSpan> spans)
    {
        for (var i = 0; i < spans.Count; i++)
        {
            var span = spans[i];
            // Whoever jumps waits until the daemon has noticed the jump before.
            yield return new(span.From, span.Speed, i < spans.Count - 1 || RealTime(spans, i, span.From) >= Busy);
            for (var minute = WallClock.NextMinute(span.From); minute <= span.To; minute = minute.AddMinutes(1))
            {
                yield return new(minute, span.Speed, WentOn(spans, i, minute) >= Wakes && RealTime(spans, i, minute) >= Busy);
            }
        }
    }

    /// <summary>How long the container's clock went on from an instant in a span, until it jumped or was looked at.</summary>
    private static TimeSpan WentOn(IReadOnlyList<ClockSpan> spans, int index, DateTimeOffset from) => spans[LastBeforeJump(spans, index)].To - from;

    /// <summary>The real time that passed meanwhile; of a frozen clock it is not known.</summary>
    private static TimeSpan RealTime(IReadOnlyList<ClockSpan> spans, int index, DateTimeOffset from)
    {
        var real = TimeSpan.Zero;
        for (var i = index; i <= LastBeforeJump(spans, index); i++)
        {
            if (spans[i].Speed > 0) real += (spans[i].To - (i == index ? from : spans[i].From)) / spans[i].Speed;
        }

        return real;
    }

    private static int LastBeforeJump(IReadOnlyList<ClockSpan> spans, int index)
    {
        while (index < spans.Count - 1 && spans[index + 1].From == spans[index].To) index++;
        return index;
    }
}
