using System.Security.Cryptography;
using System.Text;
using InfraSpecs.Images.Tests.Layers;

namespace InfraSpecs.Images.Tests.Tar;

/// <summary>Files with holes: two parts, "abc" at 1024 and "xyz" at 5000, of 6000 bytes.</summary>
public sealed class SparseTests
{
    private const int Size = 6000;
    private static readonly byte[] Parts = RawTar.Latin1("abcxyz");

    private static byte[] Expanded
    {
        get
        {
            var content = new byte[Size];
            "abc"u8.CopyTo(content.AsSpan(1024));
            "xyz"u8.CopyTo(content.AsSpan(5000));
            return content;
        }
    }

    public static TheoryData<string> Forms => ["GNU", "GNU, more parts", "PAX 0.0", "PAX 0.1", "PAX 1.0"];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_file_with_holes_is_what_its_reader_sees(string form)
    {
        var file = (await ReadAsync(Archive(form).File("after", "a").ToArray())).Find("/disk")!;
        file.Size.Should().Be(Size);
        file.Content!.Value.ToArray().Should().Equal(Expanded);
        file.Digest.Should().Be(Convert.ToHexStringLower(SHA256.HashData(Expanded)[..16]));
    }

    [Fact]
    public async Task Twenty_gigabytes_of_holes_are_not_made()
    {
        var one = await ReadAsync(Huge(20L << 30, "abc").File("after", "a").ToArray());
        var other = await ReadAsync(Huge(20L << 30, "abd").ToArray());
        one.Find("/disk")!.Size.Should().Be(20L << 30);
        one.Find("/disk")!.Digest.Should().NotBe(other.Find("/disk")!.Digest);
        one.Find("/after")!.Size.Should().Be(1);
        one.Notes.Should().ContainSingle().Which.Should().Contain("disk has 21,474,836,480 bytes, most of them holes");
    }

    [Theory]
    [InlineData("0,9000")]
    [InlineData("100,3,50,3")]
    [InlineData("-1,3")]
    [InlineData("9223372036854775807,3")]
    [InlineData("0")]
    [InlineData("a,b")]
    public async Task A_map_of_holes_that_is_nonsense_is_an_error(string map)
    {
        var read = () => ReadAsync(new RawTar().Pax(("GNU.sparse.size", $"{Size}"), ("GNU.sparse.map", map)).Entry('0', "disk", Parts).ToArray());
        await read.Should().ThrowAsync<InvalidDataException>();
    }

    [Theory]
    [InlineData("99999999999999999\n")]
    [InlineData("1\n0\n3")]
    [InlineData("\n")]
    [InlineData("one\n")]
    public async Task A_map_in_the_content_that_is_nonsense_is_an_error(string map)
    {
        var read = () => ReadAsync(new RawTar().Pax(("GNU.sparse.major", "1"), ("GNU.sparse.realsize", $"{Size}")).Entry('0', "disk", RawTar.Latin1(map.PadRight(512, '\0'))).ToArray());
        (await read.Should().ThrowAsync<InvalidDataException>()).WithMessage("*its map of holes is*");
    }

    private static RawTar Archive(string form) => form switch
    {
        "GNU" => new RawTar().Entry('S', "disk", Parts, change: header => Map(header, 386, (1024, 3), (5000, 3))),
        "GNU, more parts" => More(),
        "PAX 0.0" => new RawTar().Pax(
            ("GNU.sparse.size", $"{Size}"), ("GNU.sparse.numblocks", "2"), ("GNU.sparse.offset", "1024"), ("GNU.sparse.numbytes", "3"), ("GNU.sparse.offset", "5000"), ("GNU.sparse.numbytes", "3"))
            .Entry('0', "disk", Parts),
        "PAX 0.1" => new RawTar().Pax(("GNU.sparse.size", $"{Size}"), ("GNU.sparse.name", "disk"), ("GNU.sparse.map", "1024,3,5000,3")).Entry('0', "GNUSparseFile.1/disk", Parts),
        _ => new RawTar().Pax(("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), ("GNU.sparse.name", "disk"), ("GNU.sparse.realsize", $"{Size}"))
            .Entry('0', "GNUSparseFile.1/disk", [.. RawTar.Latin1("2\n1024\n3\n5000\n3\n".PadRight(512, '\0')), .. Parts]),
    };

    // The content's size does not count the record with more parts, which comes before it.
    private static RawTar More()
    {
        var record = new byte[512];
        Map(record, 0, (5000, 3));
        var tar = new RawTar().Entry('S', "disk", [], change: header =>
        {
            Map(header, 386, (1024, 3));
            header[482] = 1;
            RawTar.Octal(header, 124, 12, Parts.Length);
        });
        return tar.Bytes(record).Bytes([.. Parts, .. new byte[512 - Parts.Length]]);
    }

    private static RawTar Huge(long size, string content) => new RawTar()
        .Pax(("GNU.sparse.major", "1"), ("GNU.sparse.name", "disk"), ("GNU.sparse.realsize", $"{size}"))
        .Entry('0', "x", [.. RawTar.Latin1($"1\n{size - 3}\n3\n".PadRight(512, '\0')), .. Encoding.ASCII.GetBytes(content)]);

    private static void Map(byte[] header, int at, params (int At, int Length)[] parts)
    {
        foreach (var (start, length) in parts)
        {
            RawTar.Octal(header, at, 12, start);
            RawTar.Octal(header, at + 12, 12, length);
            at += 24;
        }

        if (header[156] == 'S') RawTar.Octal(header, 483, 12, Size);
    }

    private static async Task<ImageTree> ReadAsync(byte[] tar) => (await tar.ReadAsync()).Tree();
}
