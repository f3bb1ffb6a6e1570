using InfraSpecs.Images.Elf;

namespace InfraSpecs.Images.Tests.Elf;

public sealed class ElfReaderTests
{
    private static readonly TestElf Full = new()
    {
        Interpreter = "/lib64/ld-linux-x86-64.so.2",
        Needed = ["libz.so.1", "libc.so.6"],
        Soname = "libx.so.2",
        Rpath = "/old",
        Runpath = "$ORIGIN/../lib",
        VersionsNeeded = [("libz.so.1", ["ZLIB_1.2.9"]), ("libc.so.6", ["GLIBC_2.34", "GLIBC_2.2.5"])],
        WeakVersion = "ZLIB_9",
        Versions = ["X_1.0", "X_2.0"],
        Kernel = new Version(3, 2, 0),
        IsPie = true,
    };

    public static TheoryData<ushort, bool, bool> Formats => new() { { TestElf.Amd64, true, true }, { TestElf.Arm, false, true }, { TestElf.S390, true, false }, { 8, false, false } };

    [Theory]
    [MemberData(nameof(Formats))]
    public void All_that_a_loader_looks_for_is_read_in_each_class_and_byte_order(ushort machine, bool is64, bool isLittleEndian)
    {
        var facts = ElfReader.Read((Full with { Machine = machine, Is64 = is64, IsLittleEndian = isLittleEndian }).ToArray());
        facts.Should().BeEquivalentTo(new ElfFacts
        {
            Machine = machine,
            Is64 = is64,
            IsLittleEndian = isLittleEndian,
            Type = 3,
            HasDynamic = true,
            IsPie = true,
            Interpreter = "/lib64/ld-linux-x86-64.so.2",
            Needed = ["libz.so.1", "libc.so.6"],
            Soname = "libx.so.2",
            Rpath = "/old",
            Runpath = "$ORIGIN/../lib",
            NeededVersions = [new("libz.so.1", ["ZLIB_1.2.9"]), new("libc.so.6", ["GLIBC_2.34", "GLIBC_2.2.5"])],
            DefinedVersions = ["X_1.0", "X_2.0"],
            Kernel = new Version(3, 2, 0),
        });
    }

    [Fact]
    public void A_static_program_needs_nothing()
    {
        var facts = ElfReader.Read(new TestElf { Type = 2, IsStatic = true }.ToArray())!;
        (facts.HasDynamic, facts.IsProgram, facts.Damage, facts.Needed.Count).Should().Be((false, true, null, 0));
        var pie = ElfReader.Read(new TestElf { IsPie = true }.ToArray())!;
        (pie.HasDynamic, pie.IsProgram, pie.Interpreter).Should().Be((true, true, null));
        ElfReader.Read(new TestElf { Soname = "libx.so" }.ToArray())!.IsProgram.Should().BeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u007fEL")]
    [InlineData("#!/bin/sh\n")]
    public void What_is_no_object_is_none(string content) => ElfReader.Read(System.Text.Encoding.ASCII.GetBytes(content)).Should().BeNull();

    [Theory]
    [InlineData(1, false)]
    [InlineData(4, false)]
    [InlineData(2, true)]
    public void Parts_of_programs_and_memory_of_dead_ones_are_not_loaded(ushort type, bool isLoadable) =>
        ElfReader.Read((Full with { Type = type }).ToArray())!.IsLoadable.Should().Be(isLoadable);

    [Fact]
    public void An_object_that_is_cut_off_anywhere_is_damaged()
    {
        var whole = Full.ToArray();
        for (var length = 4; length < whole.Length; length++) ElfReader.Read(whole.AsSpan(0, length))!.Damage.Should().NotBeNull("{0} of {1} bytes are left", length, whole.Length);
        ElfReader.Read(whole)!.Damage.Should().BeNull();
    }

    [Fact]
    public void No_byte_that_is_changed_ends_the_reading()
    {
        var whole = Full.ToArray();
        foreach (byte value in (byte[])[0, 1, 0x7f, 0x80, 0xff])
        {
            for (var at = 4; at < whole.Length; at++)
            {
                var changed = whole.ToArray();
                changed[at] = value;
                ElfReader.Read(changed).Should().NotBeNull();
            }
        }
    }

    [Fact]
    public void The_binary_form_keeps_all()
    {
        foreach (var elf in (TestElf[])[Full, new TestElf { Type = 2, IsStatic = true, Machine = TestElf.S390, IsLittleEndian = false }])
        {
            var facts = ElfReader.Read(elf.ToArray())! with { Damage = "x", IsUnread = true, AvoidsDefaultFolders = true };
            using var stream = new MemoryStream();
            using (var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true)) facts.Write(writer);
            stream.Position = 0;
            using var reader = new BinaryReader(stream);
            ElfFacts.Read(reader).Should().BeEquivalentTo(facts);
            stream.Position.Should().Be(stream.Length);
        }
    }
}
