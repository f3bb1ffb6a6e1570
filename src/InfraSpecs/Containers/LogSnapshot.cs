namespace InfraSpecs;

/// <summary>What a log held when it was looked at.</summary>
public sealed record LogSnapshot
{
    /// <summary>The container's name.</summary>
    public required string Container { get; init; }

    /// <summary>The file's path in the container, or "output" for the container's own output.</summary>
    public required string Source { get; init; }

    /// <summary>The regular expression by which lines were counted.</summary>
    public required string Pattern { get; init; }

    /// <summary>How many lines were seen.</summary>
    public required long LineCount { get; init; }

    /// <summary>How many of them matched.</summary>
    public required long MatchCount { get; init; }

    /// <summary>The lines that matched; of more than <see cref="LogFollower.MatchesKept"/>, the last.</summary>
    public required IReadOnlyList<LogLine> Matches { get; init; }

    /// <summary>The last lines seen, at most <see cref="LogFollower.LinesKept"/>, whether they matched or not.</summary>
    public required IReadOnlyList<LogLine> LastLines { get; init; }

    /// <summary>"2 of 31 lines match /x/", and the last lines seen: what a failure shows.</summary>
    public string Describe() => string.Join('\n', [Tally, .. LastLinesSeen]);

    internal string Tally => LineCount == 0
        ? $"no line at all was seen in {Where}, so none matches /{Pattern}/"
        : $"{FailureText.Count(MatchCount, "line")} of {LineCount:N0} in {Where} {(MatchCount == 1 ? "matches" : "match")} /{Pattern}/";

    internal string Where => Source == LogFollower.Output ? $"the output of {Container}" : $"{Source} in {Container}";

    internal IReadOnlyList<string> LastLinesSeen =>
        LastLines.Count == 0 ? [] : ["The last lines seen:", .. LastLines.Select(line => line.Shown)];
}
