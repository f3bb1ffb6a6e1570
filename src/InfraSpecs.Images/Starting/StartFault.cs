namespace InfraSpecs.Images.Starting;

/// <summary>What keeps a container of an image from starting as the image declares.</summary>
internal enum StartFault
{
    /// <summary>Neither ENTRYPOINT nor CMD is set.</summary>
    NoCommand,

    /// <summary>USER names a user or a group that the image does not have.</summary>
    UserUnknown,

    /// <summary>WORKDIR is no folder, and cannot become one.</summary>
    WorkingFolder,

    /// <summary>A program is not in the image, or in no folder of PATH.</summary>
    NotFound,

    /// <summary>It is not executable, or the user may not execute it, read it, or pass through a folder above it.</summary>
    NotPermitted,

    /// <summary>It is a directory, or a file that is neither a program nor a script with a first line of "#!".</summary>
    NoProgram,

    /// <summary>It is for another machine, or its interpreter, its loader or a library is missing: see <see cref="Portability.PortabilityCheck"/>.</summary>
    CannotLoad,

    /// <summary>What cannot be known without starting it, or is only to be known.</summary>
    NotJudged,
}
