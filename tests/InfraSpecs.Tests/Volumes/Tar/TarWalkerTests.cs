using System.Formats.Tar;
using InfraSpecs.Volumes;

namespace InfraSpecs.Tests.Volumes.Tar;

public sealed class TarWalkerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(512)]
    [InlineData(100_000)]
    public void Pieces_of_any_size_give_the_same_entries_and_contents(int size)
    {
        var seen = new Seen();
        var walker = new TarWalker(seen);
        var tar = Archive.Tar(Archive.Folder("data/"), Archive.File("data/empty", ""), Archive.File("data/" + new string('x', 400), new string('c', 513)));
        foreach (var piece in tar.Chunk(size)) walker.Feed(piece);

        walker.HasEnded.Should().BeTrue();
        walker.Offset.Should().Be(tar.Length);
        seen.Lines.Should().Equal("data/ 0", "data/empty 0", $"data/{new string('x', 400)} 513");
    }

    [Fact]
    public void Facts_are_those_that_were_written()
    {
        var seen = new Seen();
        var file = new PaxTarEntry(TarEntryType.RegularFile, "data/file")
        {
            Mode = (UnixFileMode)Convert.ToInt32("4750", 8),
            Uid = 3_000_000,
            Gid = 54321,
            ModificationTime = new DateTimeOffset(1969, 12, 31, 23, 0, 0, TimeSpan.Zero),
            DataStream = new MemoryStream(new byte[3]),
        };
        new TarWalker(seen).Feed(Archive.Tar(file));

        var header = seen.Headers.Should().ContainSingle().Which;
        (header.Mode, header.UserId, header.GroupId, header.Size).Should().Be((file.Mode, 3_000_000, 54321, 3L));
        header.ModifiedAt.Should().Be(file.ModificationTime);
    }

    [Fact]
    public void A_number_beyond_the_octal_digits_is_read()
    {
        var seen = new Seen();
        new TarWalker(seen).Feed(Archive.Tar(new GnuTarEntry(TarEntryType.RegularFile, "data/file") { Uid = 3_000_000, Gid = 2_000_000_000 }));
        (seen.Headers[0].UserId, seen.Headers[0].GroupId).Should().Be((3_000_000, 2_000_000_000));
    }

    [Fact]
    public void A_header_with_a_wrong_checksum_is_none()
    {
        var tar = Archive.Tar(Archive.File("data/file"));
        tar[512 * 2] ^= 1;
        var feed = () => new TarWalker(new Seen()).Feed(tar);
        feed.Should().Throw<TarBrokenException>();
    }

    private sealed class Seen : ITarVisitor
    {
        private long _size;

        public List<TarHeader> Headers { get; } = [];

        public List<string> Lines { get; } = [];

        public void Begin(in TarHeader entry)
        {
            Headers.Add(entry);
            _size = 0;
        }

        public void Content(ReadOnlySpan<byte> piece) => _size += piece.Length;

        public void End() => Lines.Add($"{Headers[^1].Name} {_size}");
    }
}
