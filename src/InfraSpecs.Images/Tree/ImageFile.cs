using InfraSpecs.Images.Elf;
using InfraSpecs.Images.Layers;
using InfraSpecs.Images.Secrets;
using InfraSpecs.Images.Tree;

namespace InfraSpecs.Images;

/// <summary>A file of an image, as a container of it would see it.</summary>
public sealed class ImageFile
{
    private readonly LayerIndex _names;
    private readonly int _name;
    private readonly LayerIndex _files;
    private readonly int _file;

    internal ImageFile((ImageLayer Layer, LayerIndex Index) layer, int name, LayerIndex files, int file) =>
        (Layer, _names, _name, _files, _file) = (layer.Layer, layer.Index, name, files, file);

    /// <summary>The absolute path, without links in its folders. Bytes that are no UTF-8 are shown as <c>\xE9</c>.</summary>
    public string Path => PathText.Read(_names, _name);

    /// <summary>The last part of the path.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>A regular file, a directory, a link, ….</summary>
    public ImageFileKind Kind => Attributes.Kind switch
    {
        EntryKind.OpaqueDirectory => ImageFileKind.Directory,
        EntryKind.LowerHardLink => ImageFileKind.File,
        var kind => (ImageFileKind)kind,
    };

    /// <summary>The permission bits, with setuid, setgid and sticky.</summary>
    public UnixFileMode Mode => (UnixFileMode)Attributes.Mode;

    /// <summary>The permission bits as people write them: "0644".</summary>
    public string OctalMode => Convert.ToString((int)Mode, 8).PadLeft(4, '0');

    /// <summary>The owner.</summary>
    public int UserId => Attributes.UserId;

    /// <summary>The owning group.</summary>
    public int GroupId => Attributes.GroupId;

    /// <summary>In bytes; 0 for what is no regular file.</summary>
    public long Size => _files.RowOf(_file)?.Size ?? 0;

    /// <summary>Where a symbolic link points, as it is written; else null.</summary>
    public string? LinkTarget => Kind is ImageFileKind.SymbolicLink ? PathText.Read(_files.TargetOf(_file)) : null;

    /// <summary>The numbers of a device, as "1,3": major and minor; else null.</summary>
    public string? Device => Kind is ImageFileKind.CharacterDevice or ImageFileKind.BlockDevice ? $"{_files[_file].Data >>> 20},{_files[_file].Data & 0xFFFFF}" : null;

    /// <summary>The first 16 bytes of the content's SHA-256, in hexadecimal; null for what is no regular file.</summary>
    public string? Digest => _files.RowOf(_file)?.Hash.ToString();

    /// <summary>What it holds, where that was kept: of regular files of up to 1 MiB that are no programs; else null. See <c>ImageUnderTest.ReadFileAsync</c> for others.</summary>
    public ReadOnlyMemory<byte>? Content => _files.ContentOf(_file) is { } kept ? (ReadOnlyMemory<byte>?)kept : null;

    /// <summary>The layer that has it.</summary>
    public ImageLayer Layer { get; }

    /// <summary>When its content last changed, as the layer says; 1970 where it does not.</summary>
    public DateTimeOffset ModifiedAt => _files.TimeOf(_file) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : DateTimeOffset.UnixEpoch;

    /// <summary>Its extended attributes, as "security.capability".</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Xattrs => _files.XattrsOf(_file)?.ToDictionary(it => it.Key, it => (ReadOnlyMemory<byte>)it.Value) ?? [];

    /// <summary>The capabilities that it grants who runs it, as "cap_net_raw=ep"; null where it grants none.</summary>
    public string? Capabilities => Xattrs.TryGetValue("security.capability", out var value) ? FileCapabilities.Decode(value) : null;

    internal ElfFacts? Elf => _files.ProgramOf(_file);

    /// <summary>The secrets of what is not kept.</summary>
    internal IReadOnlyList<FormFound> SecretsInPassing => _files.SecretsOf(_file);

    private LayerAttributes Attributes => _files.AttributesOf(_file);

    /// <summary>Whether it is the same name in the same layer.</summary>
    /// <param name="obj">Another file.</param>
    public override bool Equals(object? obj) => obj is ImageFile other && other._names == _names && other._name == _name && other.Layer.Number == Layer.Number;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_names, _name);

    /// <inheritdoc/>
    public override string ToString() => Path;
}
