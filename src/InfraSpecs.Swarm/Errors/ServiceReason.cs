namespace InfraSpecs.Swarm;

/// <summary>What went wrong with a service.</summary>
public enum ServiceReason
{
    /// <summary>The managers refuse what a service, network, secret or config is asked to be. Mend what they name.</summary>
    Refused,

    /// <summary>The cluster has no service of this name. Mend the name; services of a stack are called stack_service.</summary>
    NotFound,

    /// <summary>The service asks for secrets or configs that the cluster does not have. Nothing was created or changed. Create them first.</summary>
    FileMissing,

    /// <summary>The service is not what was waited for, in time or at all. Mend the cause, which the first line names.</summary>
    NotConverged,

    /// <summary>No task of the service runs. Wait until it has converged.</summary>
    NoTaskRuns,
}
