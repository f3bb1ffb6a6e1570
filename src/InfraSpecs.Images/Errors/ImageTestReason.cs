namespace InfraSpecs.Images;

/// <summary>Why nothing can be said of an image.</summary>
public enum ImageTestReason
{
    /// <summary>There is no image of that name, no such file, or no such tag. Mend the name, or push or make the image first.</summary>
    NotFound,

    /// <summary>A registry wants an account, or another one. Set User and Password in RegistryReadOptions.</summary>
    AccessDenied,

    /// <summary>A registry gave no answer, or not all of it in time. Look whether it runs, and whether its certificate is trusted.</summary>
    Unreachable,

    /// <summary>A registry wants to be asked later. Ask then, or with an account that may ask more often.</summary>
    Busy,

    /// <summary>A registry failed, or what answers is none. Look at its log, and what answers there.</summary>
    NotUnderstood,

    /// <summary>The image is cut off, has another digest than it says, or breaks the rules of its format. Make it anew, or fetch it again.</summary>
    Damaged,

    /// <summary>The image is not made for the platform that was asked for. Ask for one of those that the message lists.</summary>
    NoSuchPlatform,

    /// <summary>There are several images, or no registry is named. Say which is meant.</summary>
    Ambiguous,

    /// <summary>The image is of a kind that is not read. Save or build it in one of the forms that the message names.</summary>
    Unsupported,

    /// <summary>The image is for another platform than the engine's machine, and did not run there. Run the spec on an engine of that platform.</summary>
    OtherPlatform,

    /// <summary>Options gave a container of the image the processes or the network of others, so that what is seen there need not be the image's. Leave that out.</summary>
    SharedWithOthers,

    /// <summary>The engine did not start a container of the image. Check its entry point and command, and what it was given.</summary>
    NotStarted,

    /// <summary>A container of the image ended before it was up. Read its last output.</summary>
    Ended,

    /// <summary>What a container of the image did could not be followed. Look whether somebody removed it, and whether the engine's log can be read.</summary>
    NotFollowed,

    /// <summary>Process 1 of a container cannot be seen from inside. Look whether the engine lets containers share processes.</summary>
    MainProcessHidden,

    /// <summary>There is no approved text to compare with, because a spec's source file or a folder is not on this machine. Run it in the checkout.</summary>
    SourceNotFound,

    /// <summary>What was received cannot be made the approved text. Run it as somebody who may write there.</summary>
    NotApproved,

    /// <summary>A text is no image snapshot, or one of another form. Resolve conflicts by hand, or accept what the spec received.</summary>
    SnapshotInvalid,

    /// <summary>A file of structure tests cannot be used. Mend it; no test of it was run.</summary>
    StructureTestsInvalid,

    /// <summary>A text is no glob. Write a path, or a glob as the message shows it.</summary>
    GlobInvalid,

    /// <summary>A text is no range of versions. Write it as the message shows it.</summary>
    VersionRangeInvalid,
}
