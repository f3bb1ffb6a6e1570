using System.Formats.Tar;

namespace InfraSpecs.Images;

/// <summary>Walks a folder as docker build does: links stay links, folders that are empty come too, and .dockerignore is heeded.</summary>
/// <param name="root">The folder.</param>
/// <param name="ignore">What is left out.</param>
internal sealed class ContextFolder(string root, DockerIgnore ignore)
{
    private readonly List<ContextEntry> _entries = [];
    private readonly HashSet<string> _added = new(StringComparer.Ordinal);
    private readonly Dictionary<(ulong, ulong), string> _firstNames = [];

    /// <exception cref="IOException">Something of it cannot be read; the message has its path.</exception>
    /// <exception cref="UnauthorizedAccessException">Nor may it.</exception>
    public IReadOnlyList<ContextEntry> Read()
    {
        ReadFolder(new DirectoryInfo(root), "", null, []);
        return _entries;
    }

    private void ReadFolder(DirectoryInfo folder, string prefix, bool[]? fits, IReadOnlyList<ContextEntry> above)
    {
        foreach (var file in folder.EnumerateFileSystemInfos("*", Everything).OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            var name = prefix + file.Name;
            var fitsHere = fits;
            var isIgnored = ignore.Ignores(name, ref fitsHere);
            var isFolder = file is DirectoryInfo && file.LinkTarget is null;
            if (isIgnored && !(isFolder && ignore.MayKeepIn(name))) continue;
            if (EntryOf(file, name) is not { } entry) continue;
            if (!isIgnored) Add(entry, above);
            if (isFolder) ReadFolder((DirectoryInfo)file, name + "/", fitsHere, isIgnored ? [.. above, entry] : above);
        }
    }

    private static EnumerationOptions Everything => new() { AttributesToSkip = 0, IgnoreInaccessible = false, MatchType = MatchType.Simple };

    /// <summary>BuildKit sends the folders that an exception is in as they are; the older builder makes them anew.</summary>
    private void Add(ContextEntry entry, IReadOnlyList<ContextEntry> above)
    {
        foreach (var folder in above.Where(folder => ignore.ByBuildKit && _added.Add(folder.Name))) _entries.Add(folder);
        _entries.Add(entry);
    }

    private ContextEntry? EntryOf(FileSystemInfo file, string name)
    {
        var node = FileNode.Of(file);
        if (node.Kind is not { } kind) return SocketOf(file, name, node);
        if (node.Identity is { } identity && kind == TarEntryType.RegularFile && !_firstNames.TryAdd(identity, name))
        {
            return new ContextEntry(name, file.FullName, TarEntryType.HardLink, node.Mode, node.ModifiedAt, _firstNames[identity]);
        }

        var link = kind == TarEntryType.SymbolicLink ? file.LinkTarget! : "";
        return new ContextEntry(name, file.FullName, kind, node.Mode, node.ModifiedAt, link) { Device = node.Device };
    }

    /// <summary>The older builder's context has no sockets, and BuildKit's has empty files for them.</summary>
    private ContextEntry? SocketOf(FileSystemInfo file, string name, FileNode node) => ignore.ByBuildKit
        ? new ContextEntry(name, file.FullName, TarEntryType.RegularFile, node.Mode, node.ModifiedAt) { Content = [] }
        : null;
}
