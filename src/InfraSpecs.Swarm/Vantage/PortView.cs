namespace InfraSpecs.Swarm;

/// <summary>What became of an attempt to connect.</summary>
public enum PortOutcome
{
    /// <summary>Somebody took the connection.</summary>
    Connected,

    /// <summary>The host is there, and nobody listens.</summary>
    Refused,

    /// <summary>Nobody said anything in time.</summary>
    Timeout,

    /// <summary>There is no way to the address.</summary>
    NoRoute,

    /// <summary>The host's name has no address there.</summary>
    NameNotFound,

    /// <summary>The connection broke while it was made, or there was no socket for it.</summary>
    Failed,

    /// <summary>The vantage point itself could not be asked.</summary>
    Lost,
}

/// <summary>What one vantage point saw of a port.</summary>
public sealed record PortAnswer
{
    /// <summary>The vantage point: "worker01", "echo.2".</summary>
    public required string Point { get; init; }

    /// <summary>The node that it is on.</summary>
    public required string Node { get; init; }

    /// <summary>Whether it was reached.</summary>
    public required PortOutcome Outcome { get; init; }

    /// <summary>The address that was tried; null where there was none.</summary>
    public string? Address { get; init; }

    /// <summary>Why the vantage point could not be asked; empty if it could.</summary>
    public string Said { get; init; } = "";

    /// <summary>"connected to 10.0.1.5", "name not found".</summary>
    public string Seen => Outcome switch
    {
        PortOutcome.Connected => $"connected to {Address}",
        PortOutcome.Refused => $"refused by {Address}",
        PortOutcome.Timeout => $"no answer from {Address} in time",
        PortOutcome.NoRoute => $"no route to {Address}",
        PortOutcome.NameNotFound => "name not found",
        PortOutcome.Failed => $"the connection to {Address} broke",
        _ => $"could not be asked: {Said}",
    };

    /// <inheritdoc/>
    public override string ToString() => $"{Point}: {Seen}";
}

/// <summary>What each vantage point saw of a port, at one moment.</summary>
public sealed record PortView
{
    /// <summary>The host: a name or an address.</summary>
    public required string Host { get; init; }

    /// <summary>The port.</summary>
    public required int Port { get; init; }

    /// <summary>An answer for each vantage point.</summary>
    public required IReadOnlyList<PortAnswer> Answers { get; init; }

    /// <summary>One line for each vantage point.</summary>
    public override string ToString() => string.Join('\n', Answers);
}
