using System.Formats.Tar;

namespace InfraSpecs.Volumes;

/// <summary>What an archive of a volume may hold: one folder and what is in it. Counts as it goes.</summary>
/// <param name="refuse">Makes the error of a problem, its sentence, and what to do where that is not what the problem's kind says.</param>
/// <param name="isUnpacked">It is going to be unpacked, so that its names must be such as file systems take.</param>
internal sealed class ArchiveRules(Func<VolumeArchiveProblem, string, string?, Exception> refuse, bool isUnpacked = false) : ITarVisitor
{
    // Of Linux: NAME_MAX and PATH_MAX, with room for where the volume is.
    private const int LongestName = 255;
    private const int LongestPath = 4000;

    private readonly ArchivePaths _paths = new();

    /// <summary>The first entry; null before it.</summary>
    public TarHeader? Root { get; private set; }

    /// <summary>The folder that the archive is of, without slashes around it; "." where it names none.</summary>
    public string Folder { get; private set; } = "";

    public string? LastEntry { get; private set; }

    public long Entries { get; private set; }

    public long ContentBytes { get; private set; }

    public void Global(string key) => throw refuse(
        VolumeArchiveProblem.Unsupported, $"a global header sets {key} of all entries that follow, and engines do not heed such", null);

    public void Begin(in TarHeader entry)
    {
        LastEntry = entry.Name;
        Entries++;
        RefuseKind(entry.Kind);
        if (isUnpacked) RefuseLength(entry);
        var path = Inside(entry.Name, "it names");
        if (Root is null) TakeRoot(entry, path);
        else RefuseOutside(entry, path);
        _paths.Put(path, entry.Kind == TarEntryType.HardLink ? Linked(path, Inside(entry.LinkName, $"the hard link {entry.Name} leads to")) : entry.Kind);
        if (entry.IsFile) ContentBytes += entry.Size;
    }

    public void Content(ReadOnlySpan<byte> piece)
    {
    }

    public void End()
    {
    }

    private void TakeRoot(in TarHeader entry, string path)
    {
        if (entry.Kind != TarEntryType.Directory || !TarText.IsPlain(path))
        {
            throw refuse(VolumeArchiveProblem.NotOneFolder, $"its first entry, {entry.Name}, is not the folder of a volume", null);
        }

        (Root, Folder) = (entry, path);
    }

    private void RefuseKind(TarEntryType kind)
    {
        if (kind is TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.Directory or TarEntryType.SymbolicLink
            or TarEntryType.HardLink or TarEntryType.Fifo) return;
        throw kind switch
        {
            TarEntryType.SparseFile => refuse(
                VolumeArchiveProblem.Unsupported,
                $"{LastEntry} is a sparse file in GNU tar's own form, which engines do not unpack",
                "make it again without tar's -S (--sparse); or with 'tar --format=posix -S', whose sparse files are read."),
            TarEntryType.ContiguousFile => refuse(VolumeArchiveProblem.Unsupported, $"{LastEntry} is a contiguous file (kind '7'), which engines do not unpack", null),
            TarEntryType.CharacterDevice or TarEntryType.BlockDevice => refuse(VolumeArchiveProblem.Device, $"{LastEntry} is a device", null),
            _ => refuse(VolumeArchiveProblem.Device, $"{LastEntry} is of the unknown kind '{(char)kind}'", null),
        };
    }

    private void RefuseLength(in TarHeader entry)
    {
        var longest = entry.Name.Split('/').Max(TarText.ByteCount);
        if (longest > LongestName) throw TooLong($"{Start(entry.Name)} has a name of {longest} bytes", LongestName);
        if (TarText.ByteCount(entry.Name) is > LongestPath and var path) throw TooLong($"{Start(entry.Name)} has a path of {path} bytes", LongestPath);
        if (TarText.ByteCount(entry.LinkName) is > LongestPath and var link) throw TooLong($"{Start(entry.Name)} leads to a path of {link} bytes", LongestPath);
    }

    private Exception TooLong(string what, int limit) => refuse(
        VolumeArchiveProblem.Unsupported, $"{what}, and file systems take no more than {limit}", "rename it where it comes from, and make the archive again.");

    private static string Start(string name) => name.Length <= 60 ? name : name[..60] + "…";

    /// <summary>The path without "./" before it and slashes after it.</summary>
    private string Inside(string path, string what)
    {
        if (path.StartsWith('/')) throw refuse(VolumeArchiveProblem.Escapes, $"{what} the absolute path {path}", null);
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").ToArray();
        if (parts.Contains("..")) throw refuse(VolumeArchiveProblem.Escapes, $"{what} {path}, which climbs out of the volume", null);
        return parts.Length == 0 ? "." : string.Join('/', parts);
    }

    private void RefuseOutside(in TarHeader entry, string path)
    {
        if (path == Folder && entry.Kind != TarEntryType.Directory)
        {
            throw refuse(VolumeArchiveProblem.Escapes, $"{entry.Name} would take the place of the volume's own folder", null);
        }

        if (!IsWithin(path)) throw refuse(VolumeArchiveProblem.NotOneFolder, $"{entry.Name} is not in {Folder}, the folder it begins with", null);
        RefuseObstacle(path, entry.Name);
        if (entry.Kind != TarEntryType.Directory && _paths.At(path) == TarEntryType.Directory)
        {
            throw refuse(VolumeArchiveProblem.Contradictory, $"{entry.Name} would take the place of a folder, and of all that is in it", null);
        }
    }

    /// <returns>The kind of what a hard link leads to.</returns>
    private TarEntryType Linked(string path, string target)
    {
        if (!IsWithin(target)) throw refuse(VolumeArchiveProblem.Escapes, $"the hard link {LastEntry} leads to {target}, which is not in the volume", null);
        RefuseObstacle(target, LastEntry!);
        // What is at the link's own path is removed before the link is made.
        return path != target && _paths.At(target) is { } kind and not TarEntryType.Directory
            ? kind
            : throw refuse(VolumeArchiveProblem.Contradictory, $"the hard link {LastEntry} leads to {target}, and no file of that name comes before it", null);
    }

    /// <summary>Entries may not go through links: what a link leads to is known only where the archive is unpacked.</summary>
    private void RefuseObstacle(string path, string entry)
    {
        if (_paths.Obstacle(path) is not { } obstacle) return;
        throw obstacle.Kind == TarEntryType.SymbolicLink
            ? refuse(VolumeArchiveProblem.Escapes, $"{entry} would be written through the symbolic link {obstacle.Path}", null)
            : refuse(VolumeArchiveProblem.Contradictory, $"{entry} would be in {obstacle.Path}, which is no folder", null);
    }

    private bool IsWithin(string path) =>
        Folder == "." || path == Folder || (path.Length > Folder.Length && path[Folder.Length] == '/' && path.StartsWith(Folder, StringComparison.Ordinal));
}
