namespace InfraSpecs.Images.Layers;

/// <summary>What an entry of a layer is. The first are <see cref="ImageFileKind"/>'s.</summary>
internal enum EntryKind : byte
{
    File = ImageFileKind.File,
    Directory = ImageFileKind.Directory,
    SymbolicLink = ImageFileKind.SymbolicLink,
    CharacterDevice = ImageFileKind.CharacterDevice,
    BlockDevice = ImageFileKind.BlockDevice,
    Fifo = ImageFileKind.Fifo,

    /// <summary>A directory that hides what lower layers have in it.</summary>
    OpaqueDirectory,

    /// <summary>The mark of a deletion.</summary>
    Whiteout,

    /// <summary>Another name for a file of the same layer.</summary>
    HardLink,

    /// <summary>Another name for a file that the same layer does not have.</summary>
    LowerHardLink,
}
