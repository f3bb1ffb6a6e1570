namespace InfraSpecs.Swarm;

/// <summary>What becomes of tasks that end.</summary>
public sealed record TaskRestarts
{
    /// <summary>Which are replaced.</summary>
    /// <value>Default <see cref="RestartCondition.Any"/>, the engine's.</value>
    public RestartCondition Condition { get; init; } = RestartCondition.Any;

    /// <summary>From the end of a task to the start of its replacement.</summary>
    /// <value>Default null: the engine's, 5 s.</value>
    public TimeSpan? Delay { get; init; }

    /// <summary>How often a task is replaced at most.</summary>
    /// <value>Default null: the engine's, without end.</value>
    public int? MaxAttempts { get; init; }

    /// <summary>Over what time attempts are counted.</summary>
    /// <value>Default null: the engine's, from the beginning.</value>
    public TimeSpan? Window { get; init; }
}

/// <summary>Which tasks that end are replaced. Tasks of jobs are replaced until they complete, whatever it says (Docker 26).</summary>
public enum RestartCondition
{
    /// <summary>All.</summary>
    Any,

    /// <summary>Those that end with another exit code than 0, or never started.</summary>
    OnFailure,

    /// <summary>None.</summary>
    None,
}
