using InfraSpecs.Volumes;

namespace InfraSpecs.Tests.Volumes.Tar;

public sealed class ArchiveFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string ArchivePath => _folder.At("backup.tar.gz");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_failed_write_leaves_what_was_there_before()
    {
        await WriteAsync("old");
        var write = () => ArchiveFile.CreateAsync(ArchivePath, async file =>
        {
            await file.WriteAsync("new"u8.ToArray(), Token);
            throw new IOException("disk full");
        }, Token);

        await write.Should().ThrowAsync<IOException>();
        _folder.Files.Should().BeEquivalentTo("backup.tar.gz", "backup.tar.gz.sha256");
        (await File.ReadAllTextAsync(ArchivePath, Token)).Should().Be("old");
    }

    [Fact]
    public async Task A_file_has_its_name_only_when_it_is_complete()
    {
        await ArchiveFile.CreateAsync(ArchivePath, file =>
        {
            File.Exists(ArchivePath).Should().BeFalse();
            return Task.FromResult(Of("abc"));
        }, Token);
        (await ArchiveFile.ReadChecksumAsync(ArchivePath, Token)).Should().Be(Of("abc").Sha256);
    }

    [Fact]
    public async Task What_a_killed_export_left_goes_with_the_next_export_to_that_folder_and_nothing_else_does()
    {
        var abandoned = PartialFile.NameFor(_folder.At("yesterday.tar.gz"));
        await File.WriteAllTextAsync(abandoned, "half", Token);
        await File.WriteAllTextAsync(abandoned + ".sha256", "half", Token);
        await File.WriteAllTextAsync(_folder.At("film.partial"), "another program's", Token);
        await File.WriteAllTextAsync(ArchivePath + $".{Guid.NewGuid():N}.partial", "another program's", Token);
        await using var running = PartialFile.Create(PartialFile.NameFor(ArchivePath));

        await WriteAsync("new");
        _folder.Files.Should().HaveCount(5).And.NotContain(file => file.StartsWith("yesterday", StringComparison.Ordinal))
            .And.Contain(Path.GetFileName(running.Name));
    }

    [Fact]
    public async Task Exports_to_one_name_at_once_do_not_remove_each_others_files()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(() => WriteAsync($"{number}"), Token)));
        _folder.Files.Should().BeEquivalentTo("backup.tar.gz", "backup.tar.gz.sha256");
    }

    [Fact]
    public async Task A_checksum_that_is_none_is_an_error_and_a_missing_one_is_not()
    {
        (await ArchiveFile.ReadChecksumAsync(ArchivePath, Token)).Should().BeNull();
        await File.WriteAllTextAsync(ArchivePath + ".sha256", "oops", Token);
        var read = () => ArchiveFile.ReadChecksumAsync(ArchivePath, Token);
        (await read.Should().ThrowAsync<VolumeException>().Where(e => e.Reason == VolumeReason.ArchiveInvalid)).Which.Problem.Should().Be(VolumeArchiveProblem.ChecksumMismatch);
    }

    private Task<VolumeArchive> WriteAsync(string text) => ArchiveFile.CreateAsync(ArchivePath, async file =>
    {
        await file.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text), Token);
        return Of(text);
    }, Token);

    private VolumeArchive Of(string text) => new()
    {
        Name = ArchivePath, Folder = "data", Entries = 1, ContentBytes = 0, ArchiveBytes = text.Length, Sha256 = new string('a', 64),
    };
}
