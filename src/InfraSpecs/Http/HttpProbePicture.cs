using System.Globalization;

namespace InfraSpecs;

/// <summary>A probe's report as text.</summary>
internal static class HttpProbePicture
{
    private const int ReplicasShown = 12;

    public static string Of(HttpProbeReport report)
    {
        List<string> lines =
        [
            string.Create(CultureInfo.InvariantCulture, $"{report.Url} from {report.From}: {FailureText.Count(report.Total, "request")} in {At(report.Duration)}, {report.Failed:N0} failed"),
            $"latency: half {Span(report.P50)}, 95 % {Span(report.P95)}, 99 % {Span(report.P99)}, all {Span(report.Max)}",
        ];
        if (report.StatusCodes.Count > 0) lines.Add("status: " + string.Join(", ", report.StatusCodes.Select(it => string.Create(CultureInfo.InvariantCulture, $"{it.Key} ({it.Value:N0})"))));
        lines.AddRange(report.Failures.Select(it => $"{it.Outcome}: {FailureText.Count(it.Count, "request")}, due from {At(it.First)} to {At(it.Last)}"));
        lines.Add("longest gap: " + report.LongestGap);
        lines.AddRange(Served("served by", report.Replicas));
        lines.AddRange(Served("passed on by", report.Proxies));
        lines.AddRange(report.Marks.Select(it => $"at {At(it.At)}: {it.What}"));
        if (report.Lost is { } lost) lines.Add($"the probe itself was lost at {At(lost.At)}: {lost.Why}");
        return string.Join('\n', lines);
    }

    /// <summary>"1.20 s": a moment of the timeline.</summary>
    public static string At(TimeSpan time) => FailureText.Seconds(time, 2);

    /// <summary>"850 ms", "2.05 s": a length of time.</summary>
    public static string Span(TimeSpan time) => time.TotalMilliseconds switch
    {
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0} ms"),
        < 1000 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms"),
        _ => At(time),
    };

    private static IEnumerable<string> Served(string verb, IReadOnlyList<HttpReplica> replicas)
    {
        foreach (var it in replicas.Take(ReplicasShown)) yield return $"{verb} {it.Name}: {FailureText.Count(it.Count, "request")}, from {At(it.First)} to {At(it.Last)}";
        if (replicas.Count > ReplicasShown) yield return $"{verb} {replicas.Count - ReplicasShown} more";
    }
}
