using System.Buffers.Binary;
using System.Text;

namespace InfraSpecs.Time;

/// <summary>What the first part of an ELF file says of the program (elf(5)). Only 64 bits, little-endian: all that amd64 and arm64 images hold.</summary>
/// <param name="Interpreter">The dynamic loader, as /lib64/ld-linux-x86-64.so.2; null for a static program.</param>
/// <param name="IsGo">It has Go's build id.</param>
internal sealed record ElfHead(string? Interpreter, bool IsGo)
{
    private const int HeaderSize = 64;
    private const int ProgramHeaderSize = 56;
    private const uint Interp = 3;
    private const uint Note = 4;

    /// <returns>Null if it is no such file.</returns>
    public static ElfHead? Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < HeaderSize || !file.StartsWith("\u007fELF\u0002\u0001"u8)) return null;
        var table = (long)BinaryPrimitives.ReadUInt64LittleEndian(file[32..]);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(file[56..]);
        string? interpreter = null;
        var go = false;
        for (var index = 0; index < count; index++)
        {
            var at = table + (index * (long)ProgramHeaderSize);
            if (at < 0 || at + ProgramHeaderSize > file.Length) break;
            var header = file.Slice((int)at, ProgramHeaderSize);
            var segment = Segment(file, header);
            switch (BinaryPrimitives.ReadUInt32LittleEndian(header))
            {
                case Interp:
                    interpreter = Encoding.ASCII.GetString(segment).TrimEnd('\0');
                    break;
                case Note:
                    go |= HasGoNote(segment);
                    break;
            }
        }

        return new ElfHead(interpreter, go);
    }

    /// <summary>Notes follow one another: sizes of name and content, type, name, content, each filled up to four bytes.</summary>
    private static bool HasGoNote(ReadOnlySpan<byte> notes)
    {
        while (notes.Length >= 16)
        {
            if (notes[12..].StartsWith("Go\0\0"u8)) return true;
            var size = 12 + Filled(BinaryPrimitives.ReadUInt32LittleEndian(notes)) + Filled(BinaryPrimitives.ReadUInt32LittleEndian(notes[4..]));
            if (size > notes.Length) return false;
            notes = notes[(int)size..];
        }

        return false;
    }

    private static long Filled(uint size) => (size + 3L) / 4 * 4;

    private static ReadOnlySpan<byte> Segment(ReadOnlySpan<byte> file, ReadOnlySpan<byte> header)
    {
        var from = BinaryPrimitives.ReadUInt64LittleEndian(header[8..]);
        var size = BinaryPrimitives.ReadUInt64LittleEndian(header[32..]);
        return from < (ulong)file.Length && size <= (ulong)file.Length - from ? file.Slice((int)from, (int)size) : [];
    }
}
