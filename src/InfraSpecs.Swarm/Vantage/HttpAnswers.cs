namespace InfraSpecs.Swarm;

/// <summary>One request from a vantage point.</summary>
/// <param name="Point">The vantage point: "worker01", "echo.2".</param>
/// <param name="Node">The node that it is on.</param>
/// <param name="Sample">What became of it.</param>
public sealed record HttpAnswer(string Point, string Node, HttpSample Sample)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Point}: {Sample.Outcome}{(Sample.Replica is { } who ? $", by {who}" : "")}{(Sample.Proxy is { } proxy ? $", through {proxy}" : "")}";
}

/// <summary>What became of some requests from each vantage point.</summary>
public sealed record HttpAnswers
{
    private const int Shown = 12;

    /// <summary>What was asked for.</summary>
    public required Uri Url { get; init; }

    /// <summary>The requests, by vantage point, in the order in which they were sent.</summary>
    public required IReadOnlyList<HttpAnswer> All { get; init; }

    /// <summary>Vantage points that could not be asked, with the reason, by name.</summary>
    public IReadOnlyDictionary<string, string> Lost { get; init; } = new Dictionary<string, string>();

    /// <summary>How many good answers each vantage point got of each outcome and replica, one line each.</summary>
    public override string ToString()
    {
        var groups = All.GroupBy(it => it.ToString()).Select(it => $"{it.Key} ({it.Count()})").ToList();
        var more = groups.Count > Shown ? [$"and {groups.Count - Shown} lines more"] : Array.Empty<string>();
        return string.Join('\n', [.. groups.Take(Shown), .. more, .. Lost.Select(it => $"{it.Key}: could not be asked: {it.Value}")]);
    }
}
