using InfraSpecs.Images.Elf;

namespace InfraSpecs.Images.Tests.Elf;

public sealed class ElfCaptureTests
{
    private static readonly TestElf Library = new() { Needed = ["libc.so.6"], Soname = "libx.so", VersionsNeeded = [("libc.so.6", ["GLIBC_2.34"])], Kernel = new Version(3, 2, 0) };

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    [InlineData(65536)]
    public void Pieces_of_any_size_give_what_the_whole_gives(int piece)
    {
        var whole = (Library with { Code = 200_000 }).ToArray();
        Captured(new ElfCapture(), whole, piece).Should().BeEquivalentTo(ElfReader.Read(whole)).And.NotBeNull();
    }

    [Fact]
    public void One_file_leaves_nothing_to_the_next()
    {
        var capture = new ElfCapture();
        Captured(capture, (Library with { Code = 200_000 }).ToArray(), 4096)!.Soname.Should().Be("libx.so");
        Captured(capture, "\u007fELG, no object"u8.ToArray(), 2).Should().BeNull();
        Captured(capture, [], 1).Should().BeNull();
        Captured(capture, "\u007fEL"u8.ToArray(), 1).Should().BeNull();
        Captured(capture, new TestElf { Type = 2, IsStatic = true, Code = 500_000 }.ToArray(), 4096)!.Needed.Should().BeEmpty();
        Captured(capture, Library.ToArray(), 7)!.Needed.Should().Equal("libc.so.6");
    }

    [Fact]
    public void Tables_at_the_end_of_a_large_file_are_kept()
    {
        var whole = (Library with { Code = 20 << 20 }).ToArray();
        var facts = Captured(new ElfCapture(), whole, 65536)!;
        (facts.IsUnread, facts.Damage, facts.Soname).Should().Be((false, null, "libx.so"));
        facts.NeededVersions.Should().ContainSingle().Which.Versions.Should().Equal("GLIBC_2.34");
    }

    [Fact]
    public void A_file_that_ends_early_is_damaged()
    {
        var whole = (Library with { Code = 20 << 20 }).ToArray();
        Captured(new ElfCapture(), whole[..(18 << 20)], 65536)!.Damage.Should().Contain("18874368 bytes are left of");
    }

    private static ElfFacts? Captured(ElfCapture capture, byte[] content, int piece)
    {
        capture.Begin(content.Length);
        for (var at = 0; at < content.Length; at += piece) capture.Feed(content.AsSpan(at, Math.Min(piece, content.Length - at)));
        return capture.End();
    }
}
