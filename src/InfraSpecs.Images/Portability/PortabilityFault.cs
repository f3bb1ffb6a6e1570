namespace InfraSpecs.Images;

/// <summary>What keeps a program, a library or a script of an image from running where the image's platform does.</summary>
public enum PortabilityFault
{
    /// <summary>The image has no program and no script, so that nothing was checked.</summary>
    NothingToRun,

    /// <summary>A program is for another machine than the image.</summary>
    WrongMachine,

    /// <summary>The file of a program or library ends early, or contradicts itself.</summary>
    Damaged,

    /// <summary>The loader that a program asks for is not in the image.</summary>
    LoaderMissing,

    /// <summary>A library that is needed is in no folder of the image.</summary>
    LibraryMissing,

    /// <summary>A library that is needed is in the image, and the loader does not look there.</summary>
    LibraryOffPath,

    /// <summary>A library has not the versions of symbols that are needed of it.</summary>
    LibraryTooOld,

    /// <summary>The program that a script's first line asks for is not in the image.</summary>
    InterpreterMissing,

    /// <summary>A script's first line ends with a carriage return, which the kernel takes for part of the interpreter's name.</summary>
    ScriptEndsInReturn,

    /// <summary>Programs are for the smaller machine that the image's runs too, as i386 on amd64.</summary>
    SmallerMachine,

    /// <summary>Libraries are for another machine; no program of the image can load them.</summary>
    ForeignLibrary,

    /// <summary>It could not be judged: the loader, the platform or a table is not known.</summary>
    NotJudged,
}
