using System.Formats.Tar;
using System.Security.Cryptography;
using InfraSpecs.Images.Elf;

namespace InfraSpecs.Images.Layers;

/// <summary>What is in one layer.</summary>
internal sealed class LayerIndex(string diffId, IReadOnlyList<LayerEntry> entries)
{
    private const string XattrPrefix = "SCHILY.xattr.";
    private const int MostKept = 1 << 20;

    public IReadOnlyList<LayerEntry> Entries => entries;

    /// <summary>The digest of the layer's archive, not compressed, "sha256:…".</summary>
    public string DiffId => diffId;

    /// <summary>How many entries its archive has.</summary>
    public int Count => entries.Count;

    /// <summary>The bytes of its files.</summary>
    public long Size { get; } = entries.Sum(entry => entry.Size);

    /// <param name="tar">The layer's archive, not compressed.</param>
    /// <param name="diffId">Its digest.</param>
    /// <param name="token">Ends the reading.</param>
    public static async Task<LayerIndex> ReadAsync(Stream tar, string diffId, CancellationToken token)
    {
        var entries = new List<LayerEntry>();
        await using var reader = new TarReader(tar, leaveOpen: true);
        while (await reader.GetNextEntryAsync(copyData: false, token) is { } entry)
        {
            if (entry.EntryType is TarEntryType.GlobalExtendedAttributes) continue;
            entries.Add(await EntryAsync(entry, entries, token));
        }

        return new LayerIndex(diffId, entries);
    }

    private static async Task<LayerEntry> EntryAsync(TarEntry entry, List<LayerEntry> before, CancellationToken token)
    {
        var path = "/" + entry.Name.TrimStart('.', '/').TrimEnd('/');
        if (entry.EntryType is TarEntryType.HardLink)
        {
            var target = "/" + entry.LinkName.TrimStart('.', '/');
            return before.Last(it => it.Path == target) with { Path = path };
        }

        var made = new LayerEntry
        {
            Path = path,
            Kind = entry.EntryType switch
            {
                TarEntryType.Directory => ImageFileKind.Directory,
                TarEntryType.SymbolicLink => ImageFileKind.SymbolicLink,
                TarEntryType.CharacterDevice => ImageFileKind.CharacterDevice,
                TarEntryType.BlockDevice => ImageFileKind.BlockDevice,
                TarEntryType.Fifo => ImageFileKind.Fifo,
                _ => ImageFileKind.File,
            },
            Mode = entry.Mode,
            UserId = entry.Uid,
            GroupId = entry.Gid,
            LinkTarget = entry.EntryType is TarEntryType.SymbolicLink ? entry.LinkName : null,
            ModifiedAt = entry.ModificationTime,
            Xattrs = (entry as PaxTarEntry)?.ExtendedAttributes.Where(it => it.Key.StartsWith(XattrPrefix, StringComparison.Ordinal))
                .ToDictionary(it => it.Key[XattrPrefix.Length..], it => (ReadOnlyMemory<byte>)System.Text.Encoding.UTF8.GetBytes(it.Value)) ?? [],
        };
        if (made.Kind is not ImageFileKind.File) return made;
        var content = new byte[entry.Length];
        if (entry.DataStream is { } data) await data.ReadExactlyAsync(content, token);
        var elf = ElfReader.Read(content);
        return made with
        {
            Size = content.Length,
            Hash = SHA256.HashData(content)[..16],
            Elf = elf,
            Content = elf is null && content.Length <= MostKept ? content : null,
        };
    }
}
