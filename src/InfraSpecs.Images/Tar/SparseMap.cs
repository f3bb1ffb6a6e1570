namespace InfraSpecs.Images.Tar;

/// <summary>Where the stored parts of a file with holes belong (https://www.gnu.org/software/tar/manual/html_node/Sparse-Formats.html).</summary>
internal sealed class SparseMap
{
    private const int MostParts = 1 << 20;
    private readonly List<(long At, long Length)> _parts = [];
    private long _end;
    private long _stored;

    public IReadOnlyList<(long At, long Length)> Parts => _parts;

    /// <returns>False for a part that overlaps the one before it, or is one too many.</returns>
    public bool Add(long at, long length)
    {
        if (at < _end || length < 0 || at > long.MaxValue - length || _parts.Count == MostParts) return false;
        (_end, _stored) = (at + length, _stored + length);
        if (length > 0) _parts.Add((at, length));
        return true;
    }

    /// <summary>Whether the parts are neither more than the file nor more than what the archive has of it.</summary>
    public bool Fits(long size, long stored) => _end <= size && _stored <= stored;
}
