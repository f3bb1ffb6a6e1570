using System.Formats.Tar;
using InfraSpecs.Volumes;

namespace InfraSpecs.Tests.Volumes.Tar;

public sealed class ArchiveRulesTests
{
    [Theory]
    [InlineData("data/../../etc/cron.d/evil", "it names data/../../etc/cron.d/evil, which climbs out of the volume")]
    [InlineData("../evil", "it names ../evil, which climbs out of the volume")]
    [InlineData("/etc/evil", "it names the absolute path /etc/evil")]
    public async Task A_name_that_leaves_the_volume_is_refused(string name, string sentence)
    {
        var failure = await FailureOfAsync(Archive.File(name));
        failure.Problem.Should().Be(VolumeArchiveProblem.Escapes);
        failure.Message.Should().Contain(sentence);
        failure.Entry.Should().Be(name);
    }

    [Theory]
    [InlineData("etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("data/../etc/passwd")]
    public async Task A_hard_link_that_leaves_the_volume_is_refused(string target)
    {
        var failure = await FailureOfAsync(Archive.Link(TarEntryType.HardLink, "data/hard", target));
        failure.Problem.Should().Be(VolumeArchiveProblem.Escapes);
        failure.Message.Should().Contain("the hard link data/hard leads to").And.Contain(target);
    }

    [Theory]
    [InlineData("data/link/file")]
    [InlineData("./data//link/sub/file")]
    public async Task What_would_be_written_through_a_symbolic_link_is_refused(string name)
    {
        var failure = await FailureOfAsync(Archive.Link(TarEntryType.SymbolicLink, "data/link", "/etc"), Archive.File(name));
        failure.Problem.Should().Be(VolumeArchiveProblem.Escapes);
        failure.Message.Should().Contain($"{name} would be written through the symbolic link data/link");
    }

    [Fact]
    public async Task A_hard_link_through_a_symbolic_link_is_refused()
    {
        var failure = await FailureOfAsync(
            Archive.Link(TarEntryType.SymbolicLink, "data/link", "/etc"), Archive.Link(TarEntryType.HardLink, "data/hard", "data/link/passwd"));
        failure.Problem.Should().Be(VolumeArchiveProblem.Escapes);
    }

    [Fact]
    public async Task What_would_be_written_through_a_hard_link_to_a_symbolic_link_is_refused()
    {
        var failure = await FailureOfAsync(
            Archive.Link(TarEntryType.SymbolicLink, "data/l", "/etc"), Archive.Link(TarEntryType.HardLink, "data/h", "data/l"), Archive.File("data/h/x"));
        failure.Problem.Should().Be(VolumeArchiveProblem.Escapes);
        failure.Message.Should().Contain("data/h/x would be written through the symbolic link data/h");
    }

    [Fact]
    public async Task What_would_be_written_through_a_chain_of_hard_links_is_refused_though_the_first_is_replaced()
    {
        var failure = await FailureOfAsync(
            Archive.Link(TarEntryType.SymbolicLink, "data/l", "/etc"),
            Archive.Link(TarEntryType.HardLink, "data/h", "data/l"),
            Archive.Link(TarEntryType.HardLink, "data/i", "./data//h"),
            Archive.File("data/l"),
            Archive.Folder("data/h/"),
            Archive.File("data/h/good"),
            Archive.File("data/i/bad"));
        failure.Problem.Should().Be(VolumeArchiveProblem.Escapes);
        failure.Message.Should().Contain("data/i/bad would be written through the symbolic link data/i");
    }

    [Fact]
    public async Task A_link_that_a_folder_replaces_is_no_link_any_more() =>
        (await Archive.VerifyAsync(Archive.Gzip(Archive.Tar(
            Archive.Folder("data/"), Archive.Link(TarEntryType.SymbolicLink, "data/l", "/etc"), Archive.Folder("data/l/"), Archive.File("data/l/x"))))).Entries.Should().Be(4);

    [Theory]
    [InlineData("data/none", "the hard link data/hard leads to data/none, and no file of that name comes before it")]
    [InlineData("data/hard", "the hard link data/hard leads to data/hard, and no file of that name comes before it")]
    [InlineData("data", "the hard link data/hard leads to data, and no file of that name comes before it")]
    [InlineData("data/file/x", "data/hard would be in data/file, which is no folder")]
    public async Task A_hard_link_to_what_is_not_there_is_refused(string target, string sentence)
    {
        var failure = await FailureOfAsync(Archive.File("data/file"), Archive.Link(TarEntryType.HardLink, "data/hard", target));
        failure.Problem.Should().Be(VolumeArchiveProblem.Contradictory);
        failure.Message.Should().Contain(sentence);
    }

    [Fact]
    public async Task A_file_in_a_file_is_refused()
    {
        var failure = await FailureOfAsync(Archive.File("data/file"), Archive.File("data/file/x"));
        failure.Problem.Should().Be(VolumeArchiveProblem.Contradictory);
        failure.Message.Should().Contain("data/file/x would be in data/file, which is no folder");
    }

    [Fact]
    public async Task A_name_that_no_file_system_takes_is_refused()
    {
        var failure = await UnpackingFailureOfAsync(Archive.File("data/" + new string('ü', 128)));
        failure.Problem.Should().Be(VolumeArchiveProblem.Unsupported);
        failure.Message.Should().Contain("has a name of 256 bytes, and file systems take no more than 255").And.Contain("rename it").And.NotContain("disk");
        (await UnpackingFailureOfAsync(Archive.Link(TarEntryType.SymbolicLink, "data/l", new string('t', 5000)))).Message.Should().Contain("data/l leads to a path of 5000 bytes");
        (await UnpackingFailureOfAsync(Archive.File("data/" + string.Join('/', Enumerable.Repeat("folder", 600))))).Message.Should().Contain("has a path of 4204 bytes");
    }

    [Theory]
    [InlineData(TarEntryType.SparseFile, "data/f is a sparse file in GNU tar's own form, which engines do not unpack", "without tar's -S")]
    [InlineData(TarEntryType.ContiguousFile, "data/f is a contiguous file (kind '7'), which engines do not unpack", "make it again with 'tar czf'")]
    public async Task A_kind_of_file_that_engines_do_not_unpack_is_refused(TarEntryType kind, string sentence, string advice)
    {
        var failure = await Archive.FailureOfAsync(Archive.Gzip([.. Archive.Header("data/", '5'), .. Archive.Header("data/f", (char)kind), .. new byte[1024]]));
        failure.Problem.Should().Be(VolumeArchiveProblem.Unsupported);
        failure.Message.Should().Contain(sentence).And.Contain(advice).And.NotContain("disk");
    }

    [Theory]
    [InlineData("size", "-5", "claims a size of -5 bytes")]
    [InlineData("size", "5x", "says '5x' for size, which is no number")]
    [InlineData("size", "99999999999999999999", "says '99999999999999999999' for size")]
    [InlineData("uid", "root", "says 'root' for uid")]
    [InlineData("mtime", "soon", "says 'soon' for mtime")]
    [InlineData("path", "data/a\0b", "a zero byte in path")]
    [InlineData("linkpath", "a\0b", "a zero byte in linkpath")]
    [InlineData("GNU.sparse.realsize", "-1", "claims a size of -1 bytes")]
    public async Task An_extended_header_that_cannot_be_meant_is_refused(string key, string value, string sentence)
    {
        byte[] tar = [.. Archive.Header("data/", '5'), .. Archive.Pax('x', (key, value)), .. Archive.Header("data/f", '0'), .. new byte[1024]];
        var failure = await Archive.FailureOfAsync(Archive.Gzip(tar));
        failure.Problem.Should().Be(VolumeArchiveProblem.Damaged);
        failure.Message.Should().Contain(sentence);
    }

    [Fact]
    public async Task The_last_of_two_sizes_counts_and_an_empty_one_does_not()
    {
        byte[] tar =
        [
            .. Archive.Header("data/", '5'), .. Archive.Pax('x', ("size", "100"), ("size", "3"), ("size", "")), .. Archive.Header("data/f", '0'), .. new byte[512], .. new byte[1024],
        ];
        (await Archive.VerifyAsync(Archive.Gzip(tar))).ContentBytes.Should().Be(3);
    }

    [Fact]
    public async Task A_size_beyond_the_archives_end_is_a_cut_archive()
    {
        byte[] tar = [.. Archive.Header("data/", '5'), .. Archive.Pax('x', ("size", "9223372036854775807")), .. Archive.Header("data/f", '0'), .. new byte[1024]];
        (await Archive.FailureOfAsync(Archive.Gzip(tar))).Problem.Should().Be(VolumeArchiveProblem.Truncated);
    }

    [Theory]
    [InlineData("path", true)]
    [InlineData("uid", true)]
    [InlineData("GNU.sparse.name", true)]
    [InlineData("comment", false)]
    public async Task A_global_header_is_refused_if_engines_would_have_to_heed_it(string key, bool refused)
    {
        var archive = Archive.Gzip([.. Archive.Pax('g', (key, "1")), .. Archive.Header("data/", '5'), .. new byte[1024]]);
        if (!refused) (await Archive.VerifyAsync(archive)).Folder.Should().Be("data");
        else (await Archive.FailureOfAsync(archive)).Message.Should().Contain($"a global header sets {key} of all entries that follow, and engines do not heed such");
    }

    [Fact]
    public async Task A_long_name_of_GNU_ends_at_its_zero_byte_and_has_a_limit()
    {
        byte[] named = [.. Archive.Header("data/", '5'), .. Archive.Long("data/g\0ood"), .. Archive.Header("x", '0'), .. new byte[1024]];
        (await Archive.VerifyAsync(Archive.Gzip(named))).Entries.Should().Be(2);
        byte[] endless = [.. Archive.Header("data/", '5'), .. Archive.Long("data/" + new string('n', 10 << 20)), .. new byte[1024]];
        (await Archive.FailureOfAsync(Archive.Gzip(endless))).Message.Should().Contain("claims 10,485,765 bytes, and no more than 1,048,576 are read");
    }

    [Theory]
    [InlineData("FFFFFFFFFFFFFFFFFFFFFFFB", "claims a size of -5 bytes")]
    [InlineData("80000001FFFFFFFFFFFFFFFF", "has a size that is no number")]
    [InlineData("39392020202020202020202E", "has a size that is no number")]
    public async Task A_size_that_is_none_is_named(string field, string sentence)
    {
        byte[] tar = [.. Archive.Header("data/", '5'), .. Archive.Header("data/f", '0', Convert.FromHexString(field)), .. new byte[1024]];
        var failure = await Archive.FailureOfAsync(Archive.Gzip(tar));
        failure.Problem.Should().Be(VolumeArchiveProblem.Damaged);
        failure.Message.Should().Contain("data/f " + sentence);
    }

    [Fact]
    public async Task What_follows_a_pipes_header_is_the_next_entry_whatever_size_it_claims()
    {
        byte[] tar = [.. Archive.Header("data/", '5'), .. Archive.Header("data/p", '6', "00000001000\0"u8.ToArray()), .. Archive.Header("data/../x", '0'), .. new byte[1024]];
        (await Archive.FailureOfAsync(Archive.Gzip(tar))).Message.Should().Contain("climbs out of the volume");
    }

    [Fact]
    public async Task A_symbolic_link_in_the_place_of_the_volumes_folder_is_refused()
    {
        var failure = await FailureOfAsync(Archive.Link(TarEntryType.SymbolicLink, "data", "/etc"));
        failure.Message.Should().Contain("data would take the place of the volume's own folder");
    }

    [Theory]
    [InlineData(TarEntryType.CharacterDevice)]
    [InlineData(TarEntryType.BlockDevice)]
    public async Task A_device_is_refused(TarEntryType kind)
    {
        var failure = await FailureOfAsync(new PaxTarEntry(kind, "data/sda"));
        failure.Problem.Should().Be(VolumeArchiveProblem.Device);
        failure.Message.Should().StartWith("The archive cannot be restored: data/sda is a device.");
    }

    [Theory]
    [InlineData("other/file")]
    [InlineData("database/file")]
    [InlineData("./file")]
    public async Task A_second_folder_is_refused(string name)
    {
        var failure = await FailureOfAsync(Archive.File(name));
        failure.Problem.Should().Be(VolumeArchiveProblem.NotOneFolder);
        failure.Message.Should().Contain($"{name} is not in data, the folder it begins with");
    }

    [Fact]
    public async Task An_archive_of_a_file_is_refused()
    {
        var failure = await Archive.FailureOfAsync(Archive.Gzip(Archive.Tar(Archive.File("dump.sql"))));
        failure.Message.Should().Contain("its first entry, dump.sql, is not the folder of a volume");
    }

    [Fact]
    public async Task An_archive_that_names_no_folder_is_good()
    {
        var archive = await Archive.VerifyAsync(Archive.Gzip(Archive.Tar(Archive.Folder("./"), Archive.File("./file"))));
        archive.Folder.Should().Be(".");
    }

    [Theory]
    [InlineData("data/d/")]
    [InlineData(null)]
    public async Task What_would_take_the_place_of_a_folder_with_all_that_is_in_it_is_refused(string? folder)
    {
        TarEntry[] folders = folder is null ? [] : [Archive.Folder(folder)];
        var failure = await FailureOfAsync([.. folders, Archive.File("data/d/x"), Archive.Link(TarEntryType.SymbolicLink, "data/d", "e")]);
        failure.Problem.Should().Be(VolumeArchiveProblem.Contradictory);
        failure.Message.Should().Contain("data/d would take the place of a folder, and of all that is in it");
    }

    [Fact]
    public async Task Names_in_other_encodings_than_UTF8_are_names_of_their_own()
    {
        var archive = await Archive.VerifyAsync(Archive.Gzip(
        [
            .. Archive.Header("data/", '5'), .. Archive.Header([.. "data/"u8, 0x82, 0xA0, (byte)'/'], '5'), .. Archive.Header([.. "data/"u8, 0x82, 0xA2], '0'),
            .. Archive.Header([.. "data/"u8, 0x82, 0xA0, .. "/x"u8], '0'), .. new byte[1024],
        ]));
        archive.Entries.Should().Be(4);
    }

    [Fact]
    public async Task A_folder_of_another_name_does_not_hide_a_symbolic_link_whose_name_is_no_UTF8()
    {
        var failure = await Archive.FailureOfAsync(Archive.Gzip(
        [
            .. Archive.Header("data/", '5'), .. Archive.Header([.. "data/"u8, 0xE9], '2', link: "/etc"), .. Archive.Header([.. "data/"u8, 0xE8], '5'),
            .. Archive.Header([.. "data/"u8, 0xE9, .. "/x"u8], '0'), .. new byte[1024],
        ]));
        failure.Problem.Should().Be(VolumeArchiveProblem.Escapes);
        failure.Message.Should().Contain(@"data/\xe9/x would be written through the symbolic link data/\xe9");
    }

    [Theory]
    [InlineData(95)]
    [InlineData(90)]
    public async Task A_name_in_another_encoding_is_as_long_as_its_bytes(int length)
    {
        byte[] name = [.. "data/"u8, .. Enumerable.Repeat((byte)0xE9, length)];
        byte[] tar = [.. Archive.Header("data/", '5'), .. Archive.Header(name, '0'), .. new byte[1024]];
        await using var reader = new ArchiveReader(new MemoryStream(tar), "The archive", null, isUnpacked: true);
        (await reader.ReadToEndAsync(Token)).Entries.Should().Be(2);
    }

    [Fact]
    public async Task A_volumes_folder_whose_name_is_no_UTF8_is_refused()
    {
        var failure = await Archive.FailureOfAsync(Archive.Gzip([.. Archive.Header([0xE9, (byte)'/'], '5'), .. new byte[1024]]));
        failure.Problem.Should().Be(VolumeArchiveProblem.NotOneFolder);
    }

    private static async Task<VolumeException> UnpackingFailureOfAsync(TarEntry entry)
    {
        await using var reader = new ArchiveReader(new MemoryStream(Archive.Tar(Archive.Folder("data/"), entry)), "The archive", null, isUnpacked: true);
        var read = () => reader.ReadToEndAsync(Token);
        return (await read.Should().ThrowAsync<VolumeException>().Where(e => e.Reason == VolumeReason.ArchiveInvalid)).Which;
    }

    private static Task<VolumeException> FailureOfAsync(params TarEntry[] entries) =>
        Archive.FailureOfAsync(Archive.Gzip(Archive.Tar([Archive.Folder("data/"), .. entries])));
}
