namespace InfraSpecs;

/// <summary>Why a request counts as failed.</summary>
public enum HttpFailure
{
    /// <summary>It does not: it was answered with a status below 400.</summary>
    None,

    /// <summary>The host's name has no address.</summary>
    NameNotFound,

    /// <summary>Nobody listens there.</summary>
    Refused,

    /// <summary>There is no way to that address.</summary>
    NoRoute,

    /// <summary>There was no whole answer in time.</summary>
    Timeout,

    /// <summary>The connection was closed or reset before there was an answer; an engine's port without a server behind it looks so too.</summary>
    Closed,

    /// <summary>What came is no HTTP, or broke off half-way.</summary>
    Broken,

    /// <summary>It was answered with a status of 400 or more.</summary>
    Status,

    /// <summary>It could not be sent, for want of sockets on the probe's own side.</summary>
    NotSent,
}
