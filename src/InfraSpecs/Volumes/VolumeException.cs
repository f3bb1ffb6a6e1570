namespace InfraSpecs;

/// <summary>A volume was not exported, read or restored, or a container was not woken after that; <see cref="Reason"/> says why.</summary>
public sealed partial class VolumeException : InfraSpecsException
{
    private VolumeException(VolumeReason reason, string subject, string headline, IEnumerable<string> facts, string advice, Exception? inner = null)
        : base(subject, headline, facts, advice, inner) => Reason = reason;

    /// <summary>Why it was thrown.</summary>
    public VolumeReason Reason { get; }

    /// <summary>The names of the containers that use the volume; empty unless the reason is <see cref="VolumeReason.InUse"/>,
    /// <see cref="VolumeReason.WouldBeRemoved"/>, <see cref="VolumeReason.NotQuiet"/> or <see cref="VolumeReason.NotWoken"/>.</summary>
    public IReadOnlyList<string> Containers { get; } = [];

    /// <summary>The archive's path, or what stands for it where it was a stream; null unless the reason is <see cref="VolumeReason.ArchiveInvalid"/>.</summary>
    public string? Archive { get; private init; }

    /// <summary>What is wrong with the archive; null unless the reason is <see cref="VolumeReason.ArchiveInvalid"/>.</summary>
    public VolumeArchiveProblem? Problem { get; private init; }

    /// <summary>The archive's last entry that was begun; null before the first, and for other reasons than <see cref="VolumeReason.ArchiveInvalid"/>.</summary>
    public string? Entry { get; private init; }

    /// <summary>How far the tar inside the archive was read, in bytes; null unless the reason is <see cref="VolumeReason.ArchiveInvalid"/>.</summary>
    public long? Offset { get; private init; }

    /// <summary>How far the archive itself was read, in bytes, up to a buffer's length beyond what is wrong; null unless the reason is
    /// <see cref="VolumeReason.ArchiveInvalid"/>.</summary>
    public long? CompressedOffset { get; private init; }
}
