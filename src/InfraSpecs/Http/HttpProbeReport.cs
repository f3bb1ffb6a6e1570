namespace InfraSpecs;

/// <summary>What became of a probe's requests: a snapshot, the same whether the requests came from this process or from inside a network.</summary>
public sealed record HttpProbeReport
{
    /// <summary>Fewer requests than this are too few to judge by.</summary>
    public const int FewestToJudge = 10;

    /// <summary>What was asked for.</summary>
    public required Uri Url { get; init; }

    /// <summary>From where: "this process", "worker01 in network ch03".</summary>
    public required string From { get; init; }

    /// <summary>How long it was asked.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>At what rate.</summary>
    public double RequestsPerSecond { get; init; } = 50;

    /// <summary>The requests that had ended, in the order in which they were due.</summary>
    public required IReadOnlyList<HttpSample> Samples { get; init; }

    /// <summary>What the spec did meanwhile.</summary>
    public IReadOnlyList<HttpProbeMark> Marks { get; init; } = [];

    /// <summary>How the probe itself ended, if nobody stopped it; null if all is well.</summary>
    public HttpProbeLoss? Lost { get; init; }

    /// <summary>How many requests ended.</summary>
    public int Total => Samples.Count;

    /// <summary>How many of them failed: no whole answer, or a status of 400 or more.</summary>
    public int Failed => Samples.Count(it => !it.IsGood);

    /// <summary>The failures by kind, the most frequent first.</summary>
    public IReadOnlyList<HttpFailureCount> Failures =>
    [
        .. Samples.Where(it => !it.IsGood).GroupBy(it => it.Outcome)
            .Select(it => new HttpFailureCount(it.Key, it.Count(), it.Min(sample => sample.DueAt), it.Max(sample => sample.DueAt)))
            .OrderByDescending(it => it.Count).ThenBy(it => it.First),
    ];

    /// <summary>The longest time without a good answer: between two of them, before the first or after the last.</summary>
    public HttpGap LongestGap => HttpGap.LongestIn(this);

    /// <summary>How often each status came.</summary>
    public IReadOnlyDictionary<int, int> StatusCodes => Samples.Where(it => it.Status > 0).GroupBy(it => it.Status).OrderBy(it => it.Key).ToDictionary(it => it.Key, it => it.Count());

    /// <summary>Who gave good answers, in the order of their first ones. Answers without the header are not in it.</summary>
    public IReadOnlyList<HttpReplica> Replicas => ServedBy(it => it.Replica);

    /// <summary>Who passed good answers on, in the order of their first ones.</summary>
    public IReadOnlyList<HttpReplica> Proxies => ServedBy(it => it.Proxy);

    /// <summary>Half of all requests took no longer, failed ones too.</summary>
    public TimeSpan P50 => Percentile(50);

    /// <summary>95 of 100 requests took no longer.</summary>
    public TimeSpan P95 => Percentile(95);

    /// <summary>99 of 100 requests took no longer.</summary>
    public TimeSpan P99 => Percentile(99);

    /// <summary>The longest that a request took.</summary>
    public TimeSpan Max => Percentile(100);

    /// <summary>How long requests took at most, of so many in a hundred; failed ones count with the time that they took to fail. By the nearest rank.</summary>
    /// <param name="percent">More than 0, up to 100: 99.9.</param>
    /// <returns>Zero if there was no request.</returns>
    public TimeSpan Percentile(double percent)
    {
        if (percent is not (> 0 and <= 100)) throw new ArgumentOutOfRangeException(nameof(percent), percent, "More than 0, up to 100.");
        TimeSpan[] all = [.. Samples.Select(it => it.Latency).Order()];
        return all.Length == 0 ? TimeSpan.Zero : all[(int)Math.Ceiling(percent / 100 * all.Length) - 1];
    }

    /// <summary>Of all moments, the one from which on the fewest replicas answered within a time; parts that reach beyond the end are not looked at.</summary>
    /// <param name="window">How long.</param>
    /// <returns>Null if the probe did not run so long.</returns>
    public HttpReplicaWindow? FewestReplicasWithin(TimeSpan window) => HttpReplicaWindows.Fewest(this, window);

    /// <inheritdoc/>
    public override string ToString() => HttpProbePicture.Of(this);

    private IReadOnlyList<HttpReplica> ServedBy(Func<HttpSample, string?> who) =>
    [
        .. Samples.Where(it => it.IsGood && who(it) is not null).GroupBy(it => who(it)!)
            .Select(it => new HttpReplica(it.Key, it.Count(), it.Min(sample => sample.EndedAt), it.Max(sample => sample.EndedAt)))
            .OrderBy(it => it.First),
    ];
}
