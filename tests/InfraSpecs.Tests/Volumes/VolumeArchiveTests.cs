using System.Formats.Tar;
using System.Security.Cryptography;

namespace InfraSpecs.Tests.Volumes;

public sealed class VolumeArchiveTests
{
    [Fact]
    public async Task A_good_archive_is_described()
    {
        var bytes = Archive.Good();
        var archive = await Archive.VerifyAsync(bytes);
        archive.Should().Be(new VolumeArchive
        {
            Name = "The archive", Folder = "data", Entries = 8, ContentBytes = 1 + 700 + 7, ArchiveBytes = bytes.Length, Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)),
        });
    }

    [Fact]
    public async Task Every_archive_that_is_cut_anywhere_fails()
    {
        var good = Archive.Good();
        for (var length = 0; length < good.Length; length++)
        {
            var failure = await Archive.FailureOfAsync(good[..length]);
            failure.Problem.Should().Be(length == 0 ? VolumeArchiveProblem.Empty : VolumeArchiveProblem.Truncated, $"{length} of {good.Length} bytes are there");
            failure.CompressedOffset.Should().Be(length);
        }
    }

    [Fact]
    public async Task Every_flipped_bit_that_changes_the_content_fails()
    {
        var good = Archive.Good();
        var tar = Archive.Unzip(good);
        var harmless = 0;
        for (var bit = 0; bit < good.Length * 8; bit++)
        {
            var bad = good.ToArray();
            bad[bit / 8] ^= (byte)(1 << (bit % 8));
            if (await FailsAsync(bad)) continue;
            // A time in the gzip header, unused bits, or a copy from other zeros than before.
            Archive.Unzip(bad).Should().Equal(tar, $"bit {bit} is flipped, and nothing was found wrong");
            harmless++;
        }

        harmless.Should().BeLessThan(good.Length);

        static async Task<bool> FailsAsync(byte[] archive)
        {
            try
            {
                await Archive.VerifyAsync(archive);
                return false;
            }
            catch (VolumeException e) when (e.Reason == VolumeReason.ArchiveInvalid)
            {
                return true;
            }
        }
    }

    [Fact]
    public async Task With_its_checksum_beside_it_every_flipped_bit_of_the_gzip_header_fails_too()
    {
        using var folder = new TemporaryFolder();
        var path = folder.At("backup.tar.gz");
        var good = Archive.Good();
        await File.WriteAllTextAsync(path + ".sha256", Convert.ToHexStringLower(SHA256.HashData(good)) + "  backup.tar.gz\n", Token);
        for (var bit = 0; bit < 10 * 8; bit++)
        {
            var bad = good.ToArray();
            bad[bit / 8] ^= (byte)(1 << (bit % 8));
            await File.WriteAllBytesAsync(path, bad, Token);
            var verify = () => VolumeArchive.VerifyAsync(path, Token);
            await verify.Should().ThrowAsync<VolumeException>($"bit {bit} is flipped").Where(e => e.Reason == VolumeReason.ArchiveInvalid);
        }

        await File.WriteAllBytesAsync(path, good, Token);
        await VolumeArchive.VerifyAsync(path, Token);
    }

    [Fact]
    public async Task Bytes_after_the_end_fail()
    {
        (await Archive.FailureOfAsync([.. Archive.Good(), 1, 2, 3, 4])).Message.Should().Contain("its gzip footer is cut off, or other bytes follow it");
        (await Archive.FailureOfAsync(Archive.Gzip([.. Archive.Tar(Archive.Folder("data/")), 1]))).Message.Should().Contain("bytes follow where the archive has ended");
    }

    [Fact]
    public async Task Two_tars_one_after_the_other_fail()
    {
        var tar = Archive.Tar(Archive.Folder("data/"));
        (await Archive.FailureOfAsync(Archive.Gzip([.. tar, .. tar]))).Problem.Should().Be(VolumeArchiveProblem.Damaged);
    }

    [Fact]
    public async Task What_is_no_gzip_says_with_what_it_begins()
    {
        var failure = await Archive.FailureOfAsync("<html>404</html>"u8.ToArray());
        failure.Problem.Should().Be(VolumeArchiveProblem.NotGzip);
        failure.Message.Should().Be(
            """
            The archive cannot be restored: it does not begin as gzip does, but with 3c68746d.
              Read: 16 bytes of the archive, 0 bytes of the tar in it
              What to do: give it an archive that ExportAsync made, or 'tar czf backup.tar.gz /var/lib/mysql'.
            """);
    }

    [Fact]
    public async Task A_gzip_of_something_else_than_a_tar_fails()
    {
        (await Archive.FailureOfAsync(Archive.Gzip(new byte[600].Select((_, i) => (byte)i).ToArray()))).Problem.Should().Be(VolumeArchiveProblem.Damaged);
        (await Archive.FailureOfAsync(Archive.Gzip("short"u8.ToArray()))).Problem.Should().Be(VolumeArchiveProblem.Truncated);
        (await Archive.FailureOfAsync(Archive.Gzip(new byte[1024]))).Problem.Should().Be(VolumeArchiveProblem.NotOneFolder);
    }

    [Fact]
    public async Task A_tar_without_its_end_in_a_whole_gzip_names_the_entry()
    {
        var tar = Archive.Tar(Archive.Folder("data/"), Archive.File("data/ibdata1", new string('x', 5000)));
        var failure = await Archive.FailureOfAsync(Archive.Gzip(tar[..^3000]));
        failure.Problem.Should().Be(VolumeArchiveProblem.Truncated);
        failure.Entry.Should().Be("data/ibdata1");
        failure.Message.Should().StartWith("The archive cannot be restored: it ends early, in or after data/ibdata1.\n  Read: ");
    }

    [Theory]
    [InlineData(TarEntryFormat.Gnu)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.V7)]
    public async Task Every_format_is_read(TarEntryFormat format)
    {
        var name = format is TarEntryFormat.V7 ? "data/short" : "data/" + new string('n', 50) + "/" + new string('m', 90);
        if (format is TarEntryFormat.Gnu or TarEntryFormat.Pax) name += "/" + new string('ö', 300);
        var file = Entry(format == TarEntryFormat.V7 ? TarEntryType.V7RegularFile : TarEntryType.RegularFile, name);
        file.DataStream = new MemoryStream(new byte[1000]);
        var tar = Archive.Tar(Entry(TarEntryType.Directory, "data/"), file);

        (await Archive.VerifyAsync(Archive.Gzip(tar))).ContentBytes.Should().Be(1000);
        (await Archive.FailureOfAsync(Archive.Gzip(tar[..^1024]))).Entry.Should().Be(name);

        TarEntry Entry(TarEntryType kind, string path) => format switch
        {
            TarEntryFormat.Gnu => new GnuTarEntry(kind, path),
            TarEntryFormat.Pax => new PaxTarEntry(kind, path),
            TarEntryFormat.Ustar => new UstarTarEntry(kind, path),
            _ => new V7TarEntry(kind, path),
        };
    }

}
