using InfraSpecs.Images.Elf;
using InfraSpecs.Images.Layers;
using InfraSpecs.Images.Policies;

namespace InfraSpecs.Images;

/// <summary>A file of an image, as a container of it would see it.</summary>
public sealed class ImageFile
{
    private readonly LayerEntry _entry;

    internal ImageFile(LayerEntry entry, ImageLayer layer) => (_entry, Layer) = (entry, layer);

    /// <summary>The absolute path, without links in its folders. Bytes that are no UTF-8 are shown as <c>\xE9</c>.</summary>
    public string Path => _entry.Path;

    /// <summary>The last part of the path.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>A regular file, a directory, a link, ….</summary>
    public ImageFileKind Kind => _entry.Kind;

    /// <summary>The permission bits, with setuid, setgid and sticky.</summary>
    public UnixFileMode Mode => _entry.Mode;

    /// <summary>The permission bits as people write them: "0644".</summary>
    public string OctalMode => Convert.ToString((int)Mode, 8).PadLeft(4, '0');

    /// <summary>The owner.</summary>
    public int UserId => _entry.UserId;

    /// <summary>The owning group.</summary>
    public int GroupId => _entry.GroupId;

    /// <summary>In bytes; 0 for what is no regular file.</summary>
    public long Size => _entry.Size;

    /// <summary>Where a symbolic link points, as it is written; else null.</summary>
    public string? LinkTarget => _entry.LinkTarget;

    /// <summary>The first 16 bytes of the content's SHA-256, in hexadecimal; null for what is no regular file.</summary>
    public string? Digest => _entry.Hash.Length == 0 ? null : Convert.ToHexStringLower(_entry.Hash);

    /// <summary>What it holds, where that was kept: of regular files of up to 1 MiB that are no programs; else null. See <c>ImageUnderTest.ReadFileAsync</c> for others.</summary>
    public ReadOnlyMemory<byte>? Content => _entry.Content is { } kept ? new ReadOnlyMemory<byte>(kept) : null;

    /// <summary>The layer that has it.</summary>
    public ImageLayer Layer { get; }

    /// <summary>When its content last changed, as the layer says.</summary>
    public DateTimeOffset ModifiedAt => _entry.ModifiedAt;

    /// <summary>Its extended attributes, as "security.capability".</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Xattrs => _entry.Xattrs;

    /// <summary>The capabilities that it grants who runs it, as "cap_net_raw=ep"; null where it grants none.</summary>
    public string? Capabilities => FileCapabilities.Decode(Xattrs.TryGetValue("security.capability", out var value) ? value : null);

    internal ElfFacts? Elf => _entry.Elf;


    /// <inheritdoc/>
    public override string ToString() => Path;
}
