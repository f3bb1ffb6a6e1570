namespace InfraSpecs.Swarm;

/// <summary>Which rollbacks of a service are no failure.</summary>
internal enum AcceptedRollback
{
    /// <summary>None: it was asked for a change.</summary>
    None,

    /// <summary>One that somebody asked for, and none that the managers decided on.</summary>
    Requested,

    /// <summary>Any: it was asked to roll back, or nobody knows what it was asked for.</summary>
    Any,
}
