using System.Buffers.Binary;
using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;

namespace InfraSpecs.Volumes;

/// <summary>
/// What stands where, as far as an archive has come: as it will be when an engine has unpacked so much. An entry replaces what was there, and a hard
/// link is what it leads to, a symbolic link too.
/// </summary>
internal sealed class ArchivePaths
{
    // By digests, for archives may have millions of entries, with names as long as they like.
    private readonly Dictionary<UInt128, TarEntryType> _kinds = [];

    /// <summary>What was put at a path; null if nothing was.</summary>
    public TarEntryType? At(string path) => _kinds.TryGetValue(Key(path), out var kind) ? kind : null;

    /// <summary>The first part of a path, but not all of it, that is no folder; null if it leads through folders alone.</summary>
    public (string Path, TarEntryType Kind)? Obstacle(string path)
    {
        for (var slash = path.IndexOf('/'); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            if (At(path[..slash]) is { } kind and not TarEntryType.Directory) return (path[..slash], kind);
        }

        return null;
    }

    /// <summary>Puts something at a path, and the folders in which it is, if nothing was there.</summary>
    public void Put(string path, TarEntryType kind)
    {
        _kinds[Key(path)] = kind;
        for (var slash = path.LastIndexOf('/'); slash > 0 && _kinds.TryAdd(Key(path[..slash]), TarEntryType.Directory);) slash = path.LastIndexOf('/', slash - 1);
    }

    private static UInt128 Key(string path)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(path), digest);
        return BinaryPrimitives.ReadUInt128LittleEndian(digest);
    }
}
