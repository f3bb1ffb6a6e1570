namespace InfraSpecs.Swarm;

/// <summary>What became of a question for a name.</summary>
public enum NameOutcome
{
    /// <summary>It has addresses.</summary>
    Found,

    /// <summary>The name server says that there is no such name, or it has no IPv4 address.</summary>
    Unknown,

    /// <summary>The name server could not say.</summary>
    Failed,

    /// <summary>The name server did not answer in time.</summary>
    Timeout,

    /// <summary>The vantage point itself could not be asked.</summary>
    Lost,
}

/// <summary>What a name meant at one vantage point.</summary>
/// <param name="Point">The vantage point: "worker01", "echo.2".</param>
/// <param name="Node">The node that it is on.</param>
/// <param name="Outcome">Whether there was an answer.</param>
/// <param name="Addresses">The IPv4 addresses, in order; empty where there are none.</param>
/// <param name="Said">Why the vantage point could not be asked; empty if it could.</param>
public sealed record NameAnswer(string Point, string Node, NameOutcome Outcome, IReadOnlyList<string> Addresses, string Said)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Point}: {Outcome switch
    {
        NameOutcome.Found => string.Join(", ", Addresses),
        NameOutcome.Unknown => "no such name",
        NameOutcome.Failed => "the name server failed",
        NameOutcome.Timeout => "the name server did not answer in time",
        _ => $"could not be asked: {Said}",
    }}";
}

/// <summary>What a name meant at each vantage point, at one moment.</summary>
public sealed record NameView
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The network that the vantage points entered; null for those that entered tasks, with all their networks.</summary>
    public string? Network { get; init; }

    /// <summary>An answer for each vantage point.</summary>
    public required IReadOnlyList<NameAnswer> Answers { get; init; }

    /// <summary>One line for each vantage point.</summary>
    public override string ToString() => string.Join('\n', Answers);
}
