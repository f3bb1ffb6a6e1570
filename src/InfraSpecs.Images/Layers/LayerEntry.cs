using InfraSpecs.Images.Elf;

namespace InfraSpecs.Images.Layers;

/// <summary>One entry of a layer's archive, and what was learnt of its content while it passed by.</summary>
internal sealed record LayerEntry
{
    public required string Path { get; init; }

    public required ImageFileKind Kind { get; init; }

    public UnixFileMode Mode { get; init; }

    public int UserId { get; init; }

    public int GroupId { get; init; }

    public long Size { get; init; }

    /// <summary>Of a symbolic link.</summary>
    public string? LinkTarget { get; init; }

    /// <summary>The first 16 bytes of the content's SHA-256; empty for what is no regular file.</summary>
    public byte[] Hash { get; init; } = [];

    public DateTimeOffset ModifiedAt { get; init; }

    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Xattrs { get; init; } = new Dictionary<string, ReadOnlyMemory<byte>>();

    public byte[]? Content { get; init; }

    public ElfFacts? Elf { get; init; }
}
