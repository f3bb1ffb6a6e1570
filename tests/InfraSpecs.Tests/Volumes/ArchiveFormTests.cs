using System.IO.Compression;
using System.Text;

namespace InfraSpecs.Tests.Volumes;

/// <summary>Archives as other programs write them.</summary>
public sealed class ArchiveFormTests
{
    [Theory]
    [InlineData(2, 2048)]
    [InlineData(3, 512)]
    [InlineData(40, 100)]
    public async Task Gzip_of_several_members_is_read(int members, int size)
    {
        var tar = Tar();
        byte[] archive = [.. tar.Take(members * size).Chunk(size).Append(tar[(members * size)..]).SelectMany(Archive.Gzip)];
        (await Archive.VerifyAsync(archive)).Should().BeEquivalentTo(await Archive.VerifyAsync(Archive.Gzip(tar)), all => all.Excluding(it => it.Sha256).Excluding(it => it.ArchiveBytes));
    }

    [Fact]
    public async Task A_member_without_content_is_no_end()
    {
        byte[] empty = Archive.Gzip([]);
        // Bgzip's end is such a member, and a GZipStream to which nothing is written writes nothing.
        if (empty.Length == 0) empty = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        var tar = Tar();
        await Archive.VerifyAsync([.. empty, .. Archive.Gzip(tar[..1000]), .. empty, .. Archive.Gzip(tar[1000..]), .. empty]);
    }

    [Fact]
    public async Task Gzip_of_several_members_that_is_cut_anywhere_fails()
    {
        var tar = Tar();
        byte[] archive = [.. Archive.Gzip(tar[..700]), .. Archive.Gzip(tar[700..1500]), .. Archive.Gzip(tar[1500..])];
        for (var length = 1; length < archive.Length; length++)
        {
            (await Archive.FailureOfAsync(archive[..length])).Problem.Should().Be(VolumeArchiveProblem.Truncated, $"{length} of {archive.Length} bytes are there");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(17)]
    [InlineData(512)]
    [InlineData(300_000)]
    public async Task Zeros_behind_gzip_are_padding(int zeros) => await Archive.VerifyAsync([.. Archive.Good(), .. new byte[zeros]]);

    [Theory]
    [InlineData(0)]
    [InlineData(512)]
    [InlineData(300_000)]
    public async Task Other_bytes_behind_it_are_not(int zeros) =>
        (await Archive.FailureOfAsync([.. Archive.Good(), .. new byte[zeros], 7])).Message.Should().Contain("other bytes follow it");

    [Theory]
    [InlineData(20)]
    [InlineData(300_000)]
    public async Task Zeros_in_the_place_of_an_end_are_no_padding(int zeros)
    {
        var good = Archive.Good();
        await Archive.FailureOfAsync([.. good[..(good.Length / 2)], .. new byte[zeros]]);
        await Archive.FailureOfAsync([.. good[..^8], .. new byte[zeros]]);
    }

    [Fact]
    public async Task Content_of_zeros_only_is_content()
    {
        var tar = Archive.Tar(Archive.Folder("data/"), Archive.File("data/zeros", new string('\0', 3_000_000)));
        var stored = new MemoryStream();
        using (var gzip = new GZipStream(stored, CompressionLevel.NoCompression, leaveOpen: true)) gzip.Write(tar);
        (await Archive.VerifyAsync(stored.ToArray())).ContentBytes.Should().Be(3_000_000);
    }

    [Fact]
    public async Task A_plain_tar_is_read_and_held_to_the_same()
    {
        var tar = Tar();
        (await Archive.VerifyAsync(tar)).Folder.Should().Be("data");
        (await Archive.FailureOfAsync(tar[..^1024])).Problem.Should().Be(VolumeArchiveProblem.Truncated);
        (await Archive.FailureOfAsync([.. tar, 1])).Message.Should().Contain("bytes follow where the archive has ended");
    }

    [Theory]
    [InlineData("28b52ffd0458", "zstd", "zstd -dc FILE | gzip > FILE.gz")]
    [InlineData("502a4d1804000000", "zstd", "zstd -dc FILE")] // pzstd
    [InlineData("fd377a585a000004", "xz", "xz -dc FILE")]
    [InlineData("425a6839314159", "bzip2", "bzip2 -dc FILE")]
    [InlineData("04224d1864", "lz4", "lz4 -dc FILE")]
    [InlineData("504b030414", "zip", "unzip -p FILE")]
    [InlineData("377abcaf271c0004", "7z", "7z x -so FILE")]
    [InlineData("1f9d90", "compress", "gzip -dc FILE")]
    [InlineData("53616c7465645f5f", "openssl's encryption", "openssl enc -d")]
    public async Task What_is_not_read_is_refused_by_name(string head, string name, string advice)
    {
        byte[] bytes = [.. Convert.FromHexString(head), .. new byte[600].Select((_, i) => (byte)(i * 7))];
        var failure = await Archive.FailureOfAsync(bytes);
        failure.Problem.Should().Be(VolumeArchiveProblem.NotGzip);
        failure.Message.Should().Contain($"it is {name}, and not the gzip or the plain tar").And.Contain(advice);
        (await Archive.FailureOfAsync(Archive.Gzip(bytes))).Message.Should().Contain($"what is in its gzip is no tar, but {name}");
    }

    [Fact]
    public async Task Gzip_in_gzip_says_so() =>
        (await Archive.FailureOfAsync(Archive.Gzip(Archive.Good()))).Message.Should().Contain("what is in its gzip is no tar, but gzip").And.Contain("gzip -dc FILE");

    [Fact]
    public async Task Plain_text_is_read_as_it_is_and_gzip_as_what_is_in_it()
    {
        var text = Encoding.UTF8.GetBytes("SELECT 1;\n");
        (await ReadAsync(text)).Should().Equal(text);
        (await ReadAsync([.. Archive.Gzip(text[..4]), .. Archive.Gzip(text[4..])])).Should().Equal(text);
        var cut = () => ReadAsync(Archive.Gzip(text)[..^3]);
        (await cut.Should().ThrowAsync<UnpackingException>()).Which.Why.Should().Be("its gzip is cut");
    }

    private static byte[] Tar() => Archive.Unzip(Archive.Good());

    private static async Task<byte[]> ReadAsync(byte[] packed)
    {
        var read = new MemoryStream();
        await using var content = await UnpackedFile.OpenAsync(new MemoryStream(packed), Token);
        await content.CopyToAsync(read, Token);
        return read.ToArray();
    }
}
