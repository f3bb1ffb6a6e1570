namespace InfraSpecs;

/// <summary>Why a <see cref="FaultException"/> was thrown.</summary>
public enum FaultReason
{
    /// <summary>The engine's kernel cannot do it, or does not let a container do it. The message says what was tried. <see cref="EngineFeatures.NetworkFaults"/> and
    /// <see cref="EngineFeatures.ProcessTracing"/> find it out before.</summary>
    Unsupported,

    /// <summary>The container has no network of its own: it shares its machine's, which nobody wants broken, or has none. Give it a network.</summary>
    NoOwnNetwork,

    /// <summary>The container has no processes of its own: it sees its machine's, or another container's. Start it with a process namespace of its own.</summary>
    NoOwnProcesses,

    /// <summary>The container has no such folder. Name one as the container sees it.</summary>
    FolderUnknown,

    /// <summary>The container has a fault already that can be only once, as a debugger can. Heal that first, or say both in one record.</summary>
    AlreadyBroken,

    /// <summary>A peer has no address: a container that does not run, or is in no network. Start it first, or name its address.</summary>
    PeerUnknown,

    /// <summary>Something else ended the fault before its disposal, so that what the spec claims may have been seen without it. Look for who removes containers.</summary>
    EndedEarly,

    /// <summary>The fault could not be healed, or it could not be seen that it was. Remove the container that the message names, or the one that was broken.</summary>
    NotHealed,
}
