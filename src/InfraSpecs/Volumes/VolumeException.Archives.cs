namespace InfraSpecs;

public sealed partial class VolumeException
{
    internal static VolumeException ArchiveInvalid(
        string archive, VolumeArchiveProblem problem, string what, string? entry, long offset, long compressedOffset, string? advice = null, Exception? inner = null) => new(
        VolumeReason.ArchiveInvalid,
        archive,
        $"{archive} cannot be restored: {what}.",
        Facts(entry, offset, compressedOffset),
        advice ?? AdviceOn(problem),
        inner)
    {
        Archive = archive,
        Problem = problem,
        Entry = entry,
        Offset = offset,
        CompressedOffset = compressedOffset,
    };

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
