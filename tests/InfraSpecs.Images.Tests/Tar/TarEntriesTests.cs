using InfraSpecs.Images.Tests.Layers;
using InfraSpecs.Images.Tests.Tree;

namespace InfraSpecs.Images.Tests.Tar;

public sealed class TarEntriesTests
{
    [Fact]
    public async Task An_archive_that_is_cut_off_anywhere_is_an_error_with_its_place()
    {
        var tar = new RawTar().Pax(("path", "long/name")).File("x", new string('x', 700)).Entry('L', "././@LongLink", RawTar.Latin1("other\0")).File("y", "y").Directory("d").ToArray();
        for (var length = 0; length < tar.Length; length++)
        {
            var read = () => ReadAsync(tar[..length], tar.DiffId());
            (await read.Should().ThrowAsync<InvalidDataException>()).Which.Message.Should()
                .Match(it => it.StartsWith($"Layer {tar.DiffId()} cannot be read at byte ") || it.Contains(" has the digest "), "{0} bytes", length);
        }
    }

    [Fact]
    public async Task A_byte_that_was_changed_is_never_anything_but_an_error_or_another_content()
    {
        var tar = new RawTar().Pax(("size", "3"), ("SCHILY.xattr.user.a", "b")).File("x", "abc").Link("l", "x").Device('3', "n", 1, 3).ToArray();
        for (var i = 0; i < tar.Length; i++)
        {
            foreach (var change in new byte[] { 0x01, 0x80, 0xFF })
            {
                var changed = (byte[])tar.Clone();
                changed[i] ^= change;
                var failure = await Record.ExceptionAsync(() => ReadAsync(changed));
                if (failure is not null) failure.Should().BeOfType<InvalidDataException>();
            }
        }
    }

    [Fact]
    public async Task Every_way_to_write_a_long_name_is_read()
    {
        var name = string.Join('/', Enumerable.Repeat("part", 40));
        var prefix = new RawTar().Entry('0', name[150..], [], change: header => RawTar.Text(header, 345, name[..149]));
        var gnu = new RawTar().Entry('L', "././@LongLink", RawTar.Latin1(name + "\0")).Entry('K', "././@LongLink", RawTar.Latin1("to/" + name + "\0")).Link("x", "y");
        (await ReadAsync(prefix.ToArray())).Find("/" + name)!.Kind.Should().Be(ImageFileKind.File);
        (await ReadAsync(gnu.ToArray())).Find("/" + name)!.LinkTarget.Should().Be("to/" + name);
        (await ReadAsync(new RawTar().Pax(("path", name), ("linkpath", "to/" + name)).Link("x", "y").ToArray())).Find("/" + name)!.LinkTarget.Should().Be("to/" + name);
    }

    [Fact]
    public async Task In_GNU_headers_the_place_of_the_prefix_is_no_prefix()
    {
        var tar = new RawTar().Entry('0', "x", [], change: header =>
        {
            RawTar.Text(header, 257, "ustar  \0");
            RawTar.Text(header, 345, "14521234567");
        });
        Listing.Of(await ReadAsync(tar.ToArray())).Should().Equal("f 0644 0:0 /x = ");
    }

    [Fact]
    public async Task Numbers_are_octal_or_binary_or_in_records()
    {
        var tree = await ReadAsync(new RawTar()
            .Entry('0', "binary", [], change: header => new byte[] { 0x80, 0, 0, 0, 0x70, 0, 0, 1 }.CopyTo(header, 108))
            .Entry('0', "before-1970", [], change: header => new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x00 }.CopyTo(header, 136))
            .Entry('0', "blanks", [], change: header => RawTar.Text(header, 100, "   755 \0"))
            .Pax(("uid", "3000000"), ("gid", "4000000"), ("mtime", "1700000000.123456789")).File("records")
            .ToArray());
        tree.Find("/binary")!.UserId.Should().Be(0x70000001);
        tree.Find("/before-1970")!.ModifiedAt.Should().Be(DateTimeOffset.FromUnixTimeSeconds(-256));
        tree.Find("/blanks")!.OctalMode.Should().Be("0755");
        var file = tree.Find("/records")!;
        (file.UserId, file.GroupId, file.ModifiedAt).Should().Be((3_000_000, 4_000_000, DateTimeOffset.FromUnixTimeSeconds(1_700_000_000).AddTicks(1_234_567)));
    }

    [Fact]
    public async Task Extended_attributes_are_bytes()
    {
        var tree = await ReadAsync(new RawTar().Pax(("SCHILY.xattr.user.any", "\x00\xFF\n=\xE9")).File("x").File("y").ToArray());
        tree.Find("/x")!.Xattrs["user.any"].ToArray().Should().Equal(0x00, 0xFF, (byte)'\n', (byte)'=', 0xE9);
        tree.Find("/y")!.Xattrs.Should().BeEmpty();
    }

    [Theory]
    [InlineData("the header's checksum is wrong", 148, "0000000")]
    public async Task What_is_wrong_is_said(string what, int at, string text)
    {
        var tar = new RawTar().File("first").File("second").ToArray();
        RawTar.Text(tar, 512 + at, text);
        var read = () => ReadAsync(tar);
        (await read.Should().ThrowAsync<InvalidDataException>()).WithMessage($"Layer {tar.DiffId()} cannot be read at byte 1,024, at or after its entry first: {what}.");
    }

    [Theory]
    [InlineData(124, "99999999999", "the header's size is no number")]
    [InlineData(100, "abc", "the header's mode is no number")]
    [InlineData(108, "8", "the header's owner is no number")]
    [InlineData(136, "x", "the header's time is no number")]
    public async Task A_header_with_nonsense_is_an_error(int at, string text, string what)
    {
        var tar = new RawTar().Entry('0', "x", [], change: header => RawTar.Text(header, at, text)).ToArray();
        var read = () => ReadAsync(tar);
        (await read.Should().ThrowAsync<InvalidDataException>()).WithMessage($"*: {what}.");
    }

    [Fact]
    public async Task Records_without_end_are_not_held()
    {
        var tar = new RawTar().Entry('x', "pax", [], change: header => RawTar.Octal(header, 124, 12, 1L << 31)).Bytes(new byte[4 << 20]).ToArray();
        var read = () => ReadAsync(tar);
        (await read.Should().ThrowAsync<InvalidDataException>()).WithMessage("*longer than 1 MiB*");
    }

    [Fact]
    public async Task A_path_that_is_longer_than_Linux_reads_is_an_error()
    {
        var read = () => ReadAsync(new RawTar().Pax(("path", new string('x', 5000))).File("x").ToArray());
        (await read.Should().ThrowAsync<InvalidDataException>()).WithMessage("*a path of 5000 bytes*");
    }

    [Fact]
    public async Task Folders_behind_links_are_no_deeper_than_a_path_can_be()
    {
        var deep = string.Join('/', Enumerable.Repeat("x", 2000));
        var read = () => ReadAsync(new RawTar().Pax(("linkpath", deep)).Link("a", "").Pax(("path", $"a/{deep}")).File("").ToArray());
        (await read.Should().ThrowAsync<InvalidDataException>()).WithMessage("*more than 2048 deep, behind links.");
        (await ReadAsync(new RawTar().Pax(("path", $"{deep}/y")).File("").ToArray())).All.Should().HaveCount(2001);
    }

    [Fact]
    public async Task An_archive_may_end_without_its_mark_or_be_empty()
    {
        Listing.Of(await ReadAsync(new RawTar().File("x").ToOpenArray())).Should().Equal("f 0644 0:0 /x = ");
        Listing.Of(await ReadAsync([])).Should().BeEmpty();
        Listing.Of(await ReadAsync(new byte[1024])).Should().BeEmpty();
        Listing.Of(await ReadAsync([.. new RawTar().File("x").ToArray(), .. new byte[20_000], 1, 2, 3])).Should().Equal("f 0644 0:0 /x = ");
    }

    [Fact]
    public async Task An_entry_of_an_unknown_kind_is_left_out_and_noted()
    {
        var tree = await ReadAsync(new RawTar().Entry('Z', "what", RawTar.Latin1("ever")).File("x").ToArray());
        Listing.Of(tree).Should().Equal("f 0644 0:0 /x = ");
        tree.Notes.Should().Equal("layer 0: what is of the unknown kind 'Z' and was left out");
    }

    private static async Task<ImageTree> ReadAsync(byte[] tar, string? diffId = null) =>
        (await tar.ReadAsync(diffId)).Tree();
}
