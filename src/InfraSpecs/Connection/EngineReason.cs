namespace InfraSpecs;

/// <summary>Why an <see cref="EngineException"/> was thrown.</summary>
public enum EngineReason
{
    /// <summary>No engine answers at the endpoint, or the one that did was lost: its connection broke, or it gave no sign of life for 10 s. Start it, or
    /// name one that runs in DOCKER_HOST; <c>infraspecs doctor</c> lists what was left on one that was lost.</summary>
    Unavailable,

    /// <summary>The engine's API is older than Testcontainers and InfraSpecs speak. Upgrade it, or name a newer one in DOCKER_HOST.</summary>
    TooOld,

    /// <summary>A port that is for this machine only cannot be brought here from an engine that is elsewhere, and is not opened to everybody instead. Make the
    /// image source probe there, name an image in INFRASPECS_IMAGE_PROBE, or publish the port on all addresses.</summary>
    PortNotForwarded,

    /// <summary>The engine did not make a network or a data volume container, as where it has no address range left, another network has the subnet, or there is no such
    /// folder on its machine. It says why.</summary>
    Refused,
}
