namespace InfraSpecs.Swarm;

/// <summary>What is waited for.</summary>
internal enum Goal
{
    /// <summary>The service is what it was asked to be.</summary>
    Converged,

    /// <summary>So it is, and the managers have ended the update, and the last task from before it.</summary>
    Updated,

    /// <summary>An update failed and was taken back by the managers, to the end.</summary>
    RolledBack,
}
