namespace InfraSpecs.Images.Layers;

/// <summary>What many entries of a layer have in common: it is kept once.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Mode">The permission bits, with setuid, setgid and sticky.</param>
/// <param name="UserId">The owner.</param>
/// <param name="GroupId">The owning group.</param>
/// <param name="Xattrs">Which set of extended attributes, counted from 1; 0 for none.</param>
internal readonly record struct LayerAttributes(EntryKind Kind, ushort Mode, int UserId, int GroupId, int Xattrs)
{
    /// <summary>Of folders that no archive mentions: what engines make then.</summary>
    public static LayerAttributes Implied { get; } = new(EntryKind.Directory, 0b111_101_101, 0, 0, 0);

    public bool IsDirectory => Kind is EntryKind.Directory or EntryKind.OpaqueDirectory;
}
