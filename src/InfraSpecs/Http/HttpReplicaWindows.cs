namespace InfraSpecs;

/// <summary>Who answered when.</summary>
internal static class HttpReplicaWindows
{
    public static HttpReplicaWindow Of(IEnumerable<HttpSample> answers, TimeSpan from, TimeSpan to)
    {
        var all = answers.ToList();
        return new HttpReplicaWindow(from, to, [.. all.Select(it => it.Replica).OfType<string>().Distinct().Order(StringComparer.Ordinal)], all.Count);
    }

    /// <summary>A window sees fewest right after an answer has left it, or at the very beginning; so these are looked at, each with the answers in it counted by name.</summary>
    public static HttpReplicaWindow? Fewest(HttpProbeReport report, TimeSpan window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(window, TimeSpan.Zero);
        if (report.Duration < window) return null;
        var answers = report.Samples.Where(it => it.IsGood && it.EndedAt <= report.Duration).OrderBy(it => it.EndedAt).ToList();
        var counts = new Dictionary<string, int>();
        var (fewest, fewestFrom, next) = (int.MaxValue, TimeSpan.Zero, 0);
        for (var left = -1; left < answers.Count; left++)
        {
            var from = left < 0 ? TimeSpan.Zero : answers[left].EndedAt;
            if (from + window > report.Duration) break;
            for (; next < answers.Count && answers[next].EndedAt <= from + window; next++) Count(answers[next], 1);
            if (left >= 0) Count(answers[left], -1);
            if (counts.Count < fewest) (fewest, fewestFrom) = (counts.Count, from);
        }

        return Of(answers.Where(it => it.EndedAt > fewestFrom && it.EndedAt <= fewestFrom + window), fewestFrom, fewestFrom + window);

        void Count(HttpSample answer, int by)
        {
            if (answer.Replica is not { } name) return;
            if ((counts[name] = counts.GetValueOrDefault(name) + by) == 0) counts.Remove(name);
        }
    }
}
