using System.Formats.Tar;
using System.Security.Cryptography;

namespace InfraSpecs.Volumes;

/// <summary>Collects what the engine's archive of a volume holds. The engine puts the folder's own name before each path.</summary>
internal sealed class VolumeListing(DataVolumeContainer data) : ITarVisitor, IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<VolumeEntry> _entries = [];
    private FileFacts? _folder;
    private TarHeader _current;

    /// <summary>The folder and all entries that were begun.</summary>
    public int Count { get; private set; }

    public void Begin(in TarHeader entry) => (_current, Count) = (entry, Count + 1);

    public void Content(ReadOnlySpan<byte> piece) => _hash.AppendData(piece);

    public void End()
    {
        var sha256 = Convert.ToHexStringLower(_hash.GetHashAndReset());
        var name = Inside(_current.Name);
        var target = _current.Kind switch
        {
            TarEntryType.SymbolicLink => _current.LinkName,
            TarEntryType.HardLink => Inside(_current.LinkName),
            _ => null,
        };
        var facts = new FileFacts
        {
            Container = data.Name, Path = name.Length == 0 ? data.Path : $"{data.Path}/{name}", Kind = _current.Kind, Mode = _current.Mode,
            UserId = _current.UserId, GroupId = _current.GroupId, Size = _current.IsFile ? _current.Size : 0, ModifiedAt = _current.ModifiedAt, LinkTarget = target,
        };
        if (_folder is null) _folder = facts;
        else _entries.Add(new VolumeEntry(name, facts, _current.IsFile ? sha256 : null));
    }

    public VolumeContents Contents() => new(data.Name, _folder!, [.. _entries.OrderBy(entry => entry.Name, StringComparer.Ordinal)]);

    public void Dispose() => _hash.Dispose();

    private static string Inside(string path)
    {
        var slash = path.IndexOf('/');
        return slash < 0 ? "" : path[(slash + 1)..].TrimEnd('/');
    }
}
