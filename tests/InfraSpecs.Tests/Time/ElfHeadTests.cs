using System.Buffers.Binary;
using System.Text;
using InfraSpecs.Time;

namespace InfraSpecs.Tests.Time;

public sealed class ElfHeadTests
{
    [Fact]
    public void A_dynamic_program_names_its_loader() =>
        ElfHead.Read(Elf((3, "/lib64/ld-linux-x86-64.so.2\0"))).Should().Be(new ElfHead("/lib64/ld-linux-x86-64.so.2", false));

    [Fact]
    public void A_static_one_does_not() => ElfHead.Read(Elf((1, "code"))).Should().Be(new ElfHead(null, false));

    [Fact]
    public void A_Go_program_has_its_build_id() => ElfHead.Read(Elf((4, "\x4\0\0\0\x53\0\0\0\x4\0\0\0Go\0\0id"))).Should().Be(new ElfHead(null, true));

    [Fact]
    public void Its_build_id_may_come_after_other_notes() =>
        ElfHead.Read(Elf((4, "\x4\0\0\0\x3\0\0\0\x1\0\0\0GNU\0abi!\x4\0\0\0\x53\0\0\0\x4\0\0\0Go\0\0id"))).Should().Be(new ElfHead(null, true));

    [Fact]
    public void Another_note_is_no_Go() => ElfHead.Read(Elf((4, "\x4\0\0\0\x10\0\0\0\x1\0\0\0GNU\0abi!"))).Should().Be(new ElfHead(null, false));

    [Theory]
    [InlineData("")]
    [InlineData("#!/bin/sh\n")]
    [InlineData("\u007fELF")]
    public void What_is_no_program_is_none(string content) => ElfHead.Read(Encoding.Latin1.GetBytes(content)).Should().BeNull();

    [Fact]
    public void A_header_that_points_out_of_the_file_is_harmless()
    {
        var elf = Elf((3, "/lib/ld.so\0"));
        BinaryPrimitives.WriteUInt64LittleEndian(elf.AsSpan(32), ulong.MaxValue - 8);
        ElfHead.Read(elf).Should().Be(new ElfHead(null, false));
        elf = Elf((3, "/lib/ld.so\0"));
        BinaryPrimitives.WriteUInt64LittleEndian(elf.AsSpan(64 + 32), ulong.MaxValue);
        ElfHead.Read(elf).Should().Be(new ElfHead("", false));
    }

    /// <summary>An ELF header, one program header for each segment, and their contents.</summary>
    private static byte[] Elf(params (uint Type, string Content)[] segments)
    {
        var elf = new byte[64 + (56 * segments.Length)];
        foreach (var (index, (type, content)) in segments.Index())
        {
            var header = elf.AsSpan(64 + (56 * index), 56);
            BinaryPrimitives.WriteUInt32LittleEndian(header, type);
            BinaryPrimitives.WriteUInt64LittleEndian(header[8..], (ulong)elf.Length);
            BinaryPrimitives.WriteUInt64LittleEndian(header[32..], (ulong)content.Length);
            elf = [.. elf, .. Encoding.Latin1.GetBytes(content)];
        }

        "\u007fELF\u0002\u0001"u8.CopyTo(elf);
        BinaryPrimitives.WriteUInt64LittleEndian(elf.AsSpan(32), 64);
        BinaryPrimitives.WriteUInt16LittleEndian(elf.AsSpan(56), (ushort)segments.Length);
        return elf;
    }
}
