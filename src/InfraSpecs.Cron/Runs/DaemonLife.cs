namespace InfraSpecs.Cron;

/// <summary>One time that a daemon lived; another begins where the container, or the daemon alone, is started again.</summary>
/// <param name="Start">Its first sleep: from then on it owes runs.</param>
/// <param name="LastSeen">The last that was heard of it.</param>
/// <param name="HasEnded">It owes nothing after that.</param>
internal sealed record DaemonLife(DateTimeOffset Start, DateTimeOffset LastSeen, bool HasEnded = false)
{
    /// <summary>What a clock went through while daemons lived, and no more.</summary>
    public static IReadOnlyList<ClockSpan> Within(IReadOnlyList<DaemonLife> lives, IReadOnlyList<ClockSpan> spans) =>
    [
        .. from it in lives
           let end = it.HasEnded ? it.LastSeen : DateTimeOffset.MaxValue
           from span in spans
           where span.To > it.Start && span.From < end
           select span with { From = span.From.OrLater(it.Start), To = span.To < end ? span.To : end },
    ];

    /// <summary>The spans of each life.</summary>
    /// <param name="spans">All of them.</param>
    /// <param name="restarts">The instants at which a daemon started anew.</param>
    public static IReadOnlyList<IReadOnlyList<ClockSpan>> Each(IReadOnlyList<ClockSpan> spans, IReadOnlyList<DateTimeOffset> restarts)
    {
        List<List<ClockSpan>> lives = [[]];
        foreach (var span in spans)
        {
            if (lives[^1].Count > 0 && restarts.Contains(span.From)) lives.Add([]);
            lives[^1].Add(span);
        }

        return lives;
    }
}
