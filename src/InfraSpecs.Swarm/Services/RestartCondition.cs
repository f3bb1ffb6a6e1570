namespace InfraSpecs.Swarm;

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
