namespace InfraSpecs;

/// <summary>Which packets a fault meets.</summary>
public enum FaultDirection
{
    /// <summary>Those that come, and those that go.</summary>
    Both,

    /// <summary>Those that come to the container.</summary>
    In,

    /// <summary>Those that the container sends.</summary>
    Out,
}
