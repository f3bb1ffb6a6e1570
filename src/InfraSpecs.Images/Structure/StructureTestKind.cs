namespace InfraSpecs.Images.Structure;

/// <summary>What a structure test looks at.</summary>
internal enum StructureTestKind
{
    /// <summary>commandTests: what a command writes, and its exit code. The only kind that needs a container.</summary>
    Command,

    /// <summary>fileExistenceTests: whether a file is there, its mode and its owner.</summary>
    FileExistence,

    /// <summary>fileContentTests: what is in a file.</summary>
    FileContent,

    /// <summary>metadataTest: the image's configuration.</summary>
    Metadata,

    /// <summary>licenseTests: words in licences.</summary>
    License,
}
