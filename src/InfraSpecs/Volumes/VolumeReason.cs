namespace InfraSpecs;

/// <summary>Why a <see cref="VolumeException"/> was thrown.</summary>
public enum VolumeReason
{
    /// <summary>A container that runs may write to the volume, so that it is neither copied nor restored into. Stop the container, set
    /// <see cref="VolumeExportOptions.Quiesce"/> for an export, or restore into a new volume.</summary>
    InUse,

    /// <summary>A container would have to be stopped for the export, and the engine would remove it then. Use <see cref="Quiesce.Pause"/>, or start it
    /// without --rm.</summary>
    WouldBeRemoved,

    /// <summary>A container could not be kept from the volume while it was copied, so that the export was thrown away. See who starts, unpauses or
    /// restarts it meanwhile.</summary>
    NotQuiet,

    /// <summary>A container could not be woken after the export. Mend what the engine names, and start or unpause it by hand.</summary>
    NotWoken,

    /// <summary>The volume could not be read to its end; an export was thrown away. Mend what tar or the engine says, and try again.</summary>
    NotRead,

    /// <summary>The archive is cut, damaged, dangerous or none: <see cref="VolumeException.Problem"/> says which. Nothing of it was left on the engine.
    /// Do what the message advises, or use another backup.</summary>
    ArchiveInvalid,

    /// <summary>The volume to restore into holds something. Restore into a new volume, or set <see cref="VolumeRestoreOptions.EmptyFirst"/> to delete
    /// what is there.</summary>
    NotEmpty,

    /// <summary>The engine would not take the archive, and nothing of it was left. Mend what the engine names, such as a full disk.</summary>
    NotLoaded,

    /// <summary>The restore failed, and a part of it is left in the volume. Empty the volume before anything uses it.</summary>
    HalfLeft,

    /// <summary>What the volume holds could not be deleted. Look who holds its files, or restore into a new volume.</summary>
    NotEmptied,
}
