namespace InfraSpecs;

/// <summary>What is wrong with an archive.</summary>
public enum VolumeArchiveProblem
{
    /// <summary>It has no byte.</summary>
    Empty,

    /// <summary>It is no archive: neither gzip nor tar.</summary>
    NotGzip,

    /// <summary>Its end is missing.</summary>
    Truncated,

    /// <summary>Some of its bytes are not those that were written.</summary>
    Damaged,

    /// <summary>It is whole, but not the archive whose SHA-256 is known.</summary>
    ChecksumMismatch,

    /// <summary>It is not the archive of one folder, the volume's.</summary>
    NotOneFolder,

    /// <summary>An entry would be written outside of the volume, or leads there.</summary>
    Escapes,

    /// <summary>An entry is a device, or of a kind that no volume holds.</summary>
    Device,

    /// <summary>Its entries contradict each other: a hard link to what is not there, a file in a file.</summary>
    Contradictory,

    /// <summary>It says something that tar can say, but engines do not unpack, or no file system takes.</summary>
    Unsupported,
}
