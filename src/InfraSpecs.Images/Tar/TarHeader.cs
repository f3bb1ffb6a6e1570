using System.Buffers;
using System.Text;

namespace InfraSpecs.Images.Tar;

/// <summary>What an archive says of one entry. Names are bytes: nothing says how they are encoded. The object is used again for the next entry.</summary>
internal sealed class TarHeader
{
    public const byte HardLink = (byte)'1';
    public const byte SymbolicLink = (byte)'2';
    public const byte CharacterDevice = (byte)'3';
    public const byte BlockDevice = (byte)'4';
    public const byte Directory = (byte)'5';
    public const byte Fifo = (byte)'6';

    /// <summary>How the archive writes the kind; a regular file is '0'.</summary>
    public byte Type { get; set; }

    public ArrayBufferWriter<byte> Name { get; } = new();

    public ArrayBufferWriter<byte> LinkName { get; } = new();

    public int Mode { get; set; }

    public int UserId { get; set; }

    public int GroupId { get; set; }

    /// <summary>Of the content, with its holes.</summary>
    public long Size { get; set; }

    /// <summary>How much of the content the archive has.</summary>
    public long Stored { get; set; }

    public DateTimeOffset ModifiedAt { get; set; }

    public int Major { get; set; }

    public int Minor { get; set; }

    /// <summary>Extended attributes, as "security.capability"; null where there are none.</summary>
    public SortedDictionary<string, byte[]>? Xattrs { get; set; }

    /// <summary>Where the stored parts belong; null for a file without holes.</summary>
    public SparseMap? Sparse { get; set; }

    public bool IsFile => Type is (byte)'0';

    /// <summary>For messages.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Name.WrittenSpan);
}
