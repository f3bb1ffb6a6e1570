namespace InfraSpecs.Swarm;

/// <summary>How the engine finds out that a task is well. Until it is, the task does not count as running; one that is not any more is replaced.</summary>
public sealed record TaskHealthCheck
{
    /// <summary>The program and its arguments that end with exit code 0 in a task that is well; no shell is put before it. An empty list turns the image's own check off.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>The time from the end of one check to the next.</summary>
    /// <value>Default null: the engine's, 30 s.</value>
    public TimeSpan? Interval { get; init; }

    /// <summary>How long a check may take.</summary>
    /// <value>Default null: the engine's, 30 s.</value>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How many failures in a row make a task unhealthy.</summary>
    /// <value>Default null: the engine's, 3.</value>
    public int? Retries { get; init; }

    /// <summary>For how long after the start failures do not count.</summary>
    /// <value>Default null: the engine's, none.</value>
    public TimeSpan? StartPeriod { get; init; }

    /// <summary>The time from check to check during <see cref="StartPeriod"/>.</summary>
    /// <value>Default null: the engine's, 5 s.</value>
    public TimeSpan? StartInterval { get; init; }
}
