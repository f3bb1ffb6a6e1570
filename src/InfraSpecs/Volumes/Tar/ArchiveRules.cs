using System.Formats.Tar;

namespace InfraSpecs.Volumes;

/// <summary>What an archive of a volume may hold: one folder and what is in it. Counts as it goes.</summary>
/// <param name="refuse">Makes the error of a problem and its sentence.</param>
internal sealed class ArchiveRules(Func<VolumeArchiveProblem, string, Exception> refuse) : ITarVisitor
{
    // Entries may not go through links: what a link leads to is known only where the archive is unpacked.
    private readonly HashSet<string> _symbolicLinks = new(StringComparer.Ordinal);

    /// <summary>The first entry; null before it.</summary>
    public TarHeader? Root { get; private set; }

    /// <summary>The folder that the archive is of, without slashes around it; "." where it names none.</summary>
    public string Folder { get; private set; } = "";

    public string? LastEntry { get; private set; }

    public long Entries { get; private set; }

    public long ContentBytes { get; private set; }

    public void Begin(in TarHeader entry)
    {
        LastEntry = entry.Name;
        Entries++;
        RefuseKind(entry.Kind);
        var path = Inside(entry.Name, "it names");
        if (Root is null) TakeRoot(entry, path);
        else RefuseOutside(entry, path);
        if (entry.Kind == TarEntryType.HardLink) RefuseLink(Inside(entry.LinkName, $"the hard link {entry.Name} leads to"));
        if (entry.Kind == TarEntryType.SymbolicLink) _symbolicLinks.Add(path);
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
        if (entry.Kind != TarEntryType.Directory || path.Contains('\uFFFD'))
        {
            throw refuse(VolumeArchiveProblem.NotOneFolder, $"its first entry, {entry.Name}, is not the folder of a volume");
        }

        (Root, Folder) = (entry, path);
    }

    private void RefuseKind(TarEntryType kind)
    {
        if (kind is TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile or TarEntryType.SparseFile
            or TarEntryType.Directory or TarEntryType.SymbolicLink or TarEntryType.HardLink or TarEntryType.Fifo) return;
        var what = kind is TarEntryType.CharacterDevice or TarEntryType.BlockDevice ? "a device" : $"of the unknown kind '{(char)kind}'";
        throw refuse(VolumeArchiveProblem.Device, $"{LastEntry} is {what}");
    }

    /// <summary>The path without "./" before it and slashes after it.</summary>
    private string Inside(string path, string what)
    {
        if (path.StartsWith('/')) throw refuse(VolumeArchiveProblem.Escapes, $"{what} the absolute path {path}");
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").ToArray();
        if (parts.Contains("..")) throw refuse(VolumeArchiveProblem.Escapes, $"{what} {path}, which climbs out of the volume");
        return parts.Length == 0 ? "." : string.Join('/', parts);
    }

    private void RefuseOutside(in TarHeader entry, string path)
    {
        if (path == Folder && entry.Kind != TarEntryType.Directory)
        {
            throw refuse(VolumeArchiveProblem.Escapes, $"{entry.Name} would take the place of the volume's own folder");
        }

        if (!IsWithin(path)) throw refuse(VolumeArchiveProblem.NotOneFolder, $"{entry.Name} is not in {Folder}, the folder it begins with");
        RefuseThroughLink(path, entry.Name);
    }

    private void RefuseLink(string target)
    {
        if (!IsWithin(target)) throw refuse(VolumeArchiveProblem.Escapes, $"the hard link {LastEntry} leads to {target}, which is not in the volume");
        RefuseThroughLink(target, LastEntry!);
    }

    private void RefuseThroughLink(string path, string entry)
    {
        if (_symbolicLinks.Count == 0) return;
        for (var slash = path.IndexOf('/'); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            if (_symbolicLinks.Contains(path[..slash]))
            {
                throw refuse(VolumeArchiveProblem.Escapes, $"{entry} would be written through the symbolic link {path[..slash]}");
            }
        }
    }

    private bool IsWithin(string path) =>
        Folder == "." || path == Folder || (path.Length > Folder.Length && path[Folder.Length] == '/' && path.StartsWith(Folder, StringComparison.Ordinal));
}
