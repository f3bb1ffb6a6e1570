namespace InfraSpecs;

/// <summary>A time without a good answer.</summary>
public sealed record HttpGap
{
    private const int KindsShown = 4;

    /// <summary>When it began: the last good answer before it, or the probe's start; from the probe's start on.</summary>
    public required TimeSpan From { get; init; }

    /// <summary>When it ended: the next good answer, or the probe's end.</summary>
    public required TimeSpan To { get; init; }

    /// <summary>The requests that failed in it, by kind, the most frequent first.</summary>
    public required IReadOnlyList<HttpFailureCount> Failures { get; init; }

    /// <summary>The last thing that the spec did before the first request failed in it; where there is none, the first that it did while it lasted; null if it did nothing
    /// until its end.</summary>
    public HttpProbeMark? Mark { get; init; }

    /// <summary>It was still so when the probe ended.</summary>
    public bool IsOpen { get; init; }

    /// <summary>How long it was.</summary>
    public TimeSpan Length => To - From;

    /// <summary>"no answer from 1.20 s to 2.05 s (850 ms), which began 40 ms after 'killed worker01'; 17 requests failed in it: connection refused (12), timeout (5)".</summary>
    public override string ToString()
    {
        var failed = Failures.Sum(it => it.Count);
        var kinds = string.Join(", ", Failures.Take(KindsShown).Select(it => $"{it.Outcome} ({it.Count})")) + (Failures.Count > KindsShown ? ", …" : "");
        var seen = failed == 0 ? "no request failed in it" : $"{FailureText.Count(failed, "request")} failed in it: {kinds}";
        return $"no answer from {HttpProbePicture.At(From)} to {(IsOpen ? "the end at " : "")}{HttpProbePicture.At(To)} ({HttpProbePicture.Span(Length)}){Began()}; {seen}";
    }

    internal static HttpGap LongestIn(HttpProbeReport report)
    {
        var (from, to) = (TimeSpan.Zero, TimeSpan.Zero);
        var last = TimeSpan.Zero;
        foreach (var answer in report.Samples.Where(it => it.IsGood).Select(it => it.EndedAt).Order())
        {
            if (answer - last > to - from) (from, to) = (last, answer);
            last = answer;
        }

        var open = report.Duration - last > to - from;
        if (open) (from, to) = (last, report.Duration);
        List<HttpSample> failed = [.. report.Samples.Where(it => !it.IsGood && it.EndedAt >= from && it.DueAt <= to)];
        // What broke it was done after its last good answer, and before the first bad one.
        var broken = failed.Select(it => it.EndedAt).DefaultIfEmpty(from).Min();
        var inside = report with { Samples = failed };
        return new HttpGap
        {
            From = from,
            To = to,
            IsOpen = open,
            Failures = inside.Failures,
            Mark = report.Marks.LastOrDefault(it => it.At <= broken) ?? report.Marks.FirstOrDefault(it => it.At <= to),
        };
    }

    private string Began() => Mark switch
    {
        null => "",
        _ when Mark.At <= From => $", which began {HttpProbePicture.Span(From - Mark.At)} after '{Mark.What}'",
        _ => $", which began {HttpProbePicture.Span(Mark.At - From)} before '{Mark.What}'",
    };
}
