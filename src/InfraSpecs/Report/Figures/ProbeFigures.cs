namespace InfraSpecs.Report;

/// <summary>A time in which no request was answered well.</summary>
internal sealed record Gap(double From, double To, int Failed, string FirstError)
{
    public double Took => To - From;
}

/// <summary>What a probe's requests come to.</summary>
internal sealed record ProbeFigures(int All, int Failed, double Median, double Slow, double Slowest, IReadOnlyList<Gap> Gaps)
{
    public Gap? Longest => Gaps.MaxBy(it => it.Took);

    public static ProbeFigures Of(ProbeFacts probe)
    {
        var answered = probe.Requests.Where(it => it.Error is null).Select(it => it.Took).Order().ToList();
        return new(probe.Requests.Count, probe.Requests.Count - answered.Count, Share(answered, .5), Share(answered, .95), answered.Count > 0 ? answered[^1] : 0, [.. GapsOf(probe)]);
    }

    /// <summary>From the last good answer before a failure, or the probe's beginning, to the next one, or its end.</summary>
    private static IEnumerable<Gap> GapsOf(ProbeFacts probe)
    {
        double good = probe.From;
        var (failed, error) = (0, "");
        foreach (var it in probe.Requests)
        {
            if (it.Error is { } why)
            {
                if (failed++ == 0) error = why;
                continue;
            }

            if (failed > 0) yield return new(good, it.At + it.Took, failed, error);
            (good, failed) = (it.At + it.Took, 0);
        }

        if (failed > 0) yield return new(good, probe.To, failed, error);
    }

    private static double Share(List<double> sorted, double share) => sorted.Count == 0 ? 0 : sorted[Math.Min(sorted.Count - 1, (int)(share * sorted.Count))];
}
