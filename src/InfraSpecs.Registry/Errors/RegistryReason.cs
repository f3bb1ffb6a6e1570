namespace InfraSpecs.Registry;

/// <summary>Why something was not done with a registry.</summary>
public enum RegistryReason
{
    /// <summary>A text is no image's name, or none that can be used there. Mend the name.</summary>
    NameInvalid,

    /// <summary>The registry does not have what was asked for. Push it first, or mend the name.</summary>
    NotFound,

    /// <summary>The registry answered with an error. Read what it says; come as one of its users where it wants to know who asks.</summary>
    Refused,

    /// <summary>The registry gave no answer, or not all of it in time: it does not run, or its certificate is not trusted. Start it, or give the client its authority's certificate.</summary>
    Unreachable,

    /// <summary>What answered is no registry, or one that is broken. Look what answers there.</summary>
    NotUnderstood,

    /// <summary>The engine could not push an image, or pull it. Read what the registry said, and its log.</summary>
    TransferFailed,

    /// <summary>The registry's own garbage collection failed. Read what it printed; the registry goes on as it was.</summary>
    GarbageNotCollected,
}
