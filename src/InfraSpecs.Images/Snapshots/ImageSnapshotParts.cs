namespace InfraSpecs.Images;

/// <summary>What an approved text holds.</summary>
[Flags]
public enum ImageSnapshotParts
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>How the image starts, and as whom, with the defaults of what is not set.</summary>
    Config = 1,

    /// <summary>A line for each package: its version, and one digest over all of its files. These change with every update of the distribution.</summary>
    Packages = 2,

    /// <summary>Files with setuid, setgid or capabilities, those that everybody may write, and devices outside of /dev.</summary>
    Special = 4,

    /// <summary>A line for each file, link and folder that no package owns, and for each folder of a package that is not 0755 of root.</summary>
    Files = 8,

    /// <summary>A line for each group of files that tools make: certificates, alternatives, links to services, dpkg's database, the loader's cache.</summary>
    Generated = 16,

    /// <summary>The bytes of what is held, and the bytes below that no container sees.</summary>
    Size = 32,

    /// <summary>All of it.</summary>
    All = Config | Packages | Special | Files | Generated | Size,

    /// <summary>What people write and not a distribution: <see cref="Config"/>, <see cref="Special"/> and <see cref="Files"/>.</summary>
    Own = Config | Special | Files,
}
