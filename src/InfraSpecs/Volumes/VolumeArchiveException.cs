namespace InfraSpecs;

/// <summary>What is wrong with an archive.</summary>
public enum VolumeArchiveProblem
{
    /// <summary>It has no byte.</summary>
    Empty,

    /// <summary>It is neither gzip nor tar.</summary>
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

/// <summary>An archive of a volume cannot be restored. Nothing of it was left on the engine.</summary>
public sealed class VolumeArchiveException : InfraSpecsException
{
    internal VolumeArchiveException(
        string archive, VolumeArchiveProblem problem, string what, string? entry, long offset, long compressedOffset, string? advice = null, Exception? inner = null)
        : base(archive, $"{archive} cannot be restored: {what}.", Facts(entry, offset, compressedOffset), advice ?? AdviceOn(problem), inner) =>
        (Archive, Problem, Entry, Offset, CompressedOffset) = (archive, problem, entry, offset, compressedOffset);

    /// <summary>The archive's path, or what stands for it where it was a stream.</summary>
    public string Archive { get; }

    /// <summary>What is wrong.</summary>
    public VolumeArchiveProblem Problem { get; }

    /// <summary>The last entry that was begun; null before the first.</summary>
    public string? Entry { get; }

    /// <summary>How far the tar inside was read, in bytes.</summary>
    public long Offset { get; }

    /// <summary>How far the archive itself was read, in bytes; up to a buffer's length beyond what is wrong.</summary>
    public long CompressedOffset { get; }

    private static IEnumerable<string> Facts(string? entry, long offset, long compressedOffset)
    {
        yield return FormattableString.Invariant($"Read: {compressedOffset:N0} bytes of the archive, {offset:N0} bytes of the tar in it");
        if (entry is not null) yield return $"Last entry: {entry}";
    }

    private static string AdviceOn(VolumeArchiveProblem problem) => problem switch
    {
        VolumeArchiveProblem.Empty or VolumeArchiveProblem.Truncated =>
            "compare its size with the original's: copying or writing it ended early. Copy it again, or take the backup again.",
        VolumeArchiveProblem.Damaged => "copy it again from where it was made; if that copy is damaged too, use an older backup.",
        VolumeArchiveProblem.ChecksumMismatch =>
            "it was changed after it was made, or the checksum is another archive's. Restore without the checksum only if you know why.",
        VolumeArchiveProblem.NotGzip or VolumeArchiveProblem.NotOneFolder =>
            "give it an archive that ExportAsync made, or 'tar czf backup.tar.gz /var/lib/mysql'.",
        VolumeArchiveProblem.Escapes => "do not restore archives of unknown origin. Make it again with 'tar czf' of the volume's folder alone.",
        VolumeArchiveProblem.Contradictory =>
            "make it again with 'tar czf' of the volume's folder, while nobody writes to it; archives that were changed or joined may be so.",
        VolumeArchiveProblem.Unsupported => "make it again with 'tar czf' and no other options.",
        _ => "exclude such entries when the archive is made; a volume holds folders, files, links and pipes.",
    };
}
