using System.Formats.Tar;
using System.Security.Cryptography;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Volumes;

[RequiresEngine]
public sealed class VolumeRestoreSpecs(EngineFixture fixture) : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    // A session of its own, so that what a failed restore leaves is not mistaken for another spec's.
    private Engine? _engine;

    private Engine Engine => _engine!;

    private string Archive => _folder.At("backup.tar.gz");

    public async ValueTask InitializeAsync()
    {
        if (fixture.UnavailableReason is null) _engine = await Engine.ConnectAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        _folder.Dispose();
        if (_engine is not null) await _engine.DisposeAsync();
    }

    [Theory]
    [InlineData(0, VolumeArchiveProblem.Empty)]
    [InlineData(10, VolumeArchiveProblem.Truncated)]
    [InlineData(50, VolumeArchiveProblem.Truncated)]
    [InlineData(99, VolumeArchiveProblem.Truncated)]
    public async Task A_cut_archive_fails_and_leaves_nothing(int percent, VolumeArchiveProblem problem)
    {
        await ExportAsync();
        var bytes = await File.ReadAllBytesAsync(Archive, Token);
        await File.WriteAllBytesAsync(Archive, bytes[..(bytes.Length * percent / 100)], Token);
        var failure = await FailureAsync(new VolumeRestoreOptions());
        failure.Problem.Should().Be(problem);
        failure.CompressedOffset.Should().Be(bytes.Length * percent / 100);
        if (percent >= 10) failure.Message.Should().Contain("Last entry: data/");
    }

    [Fact]
    public async Task A_flipped_bit_fails_and_leaves_nothing()
    {
        await ExportAsync();
        var bytes = await File.ReadAllBytesAsync(Archive, Token);
        bytes[bytes.Length / 2] ^= 4;
        await File.WriteAllBytesAsync(Archive, bytes, Token);
        (await FailureAsync(new VolumeRestoreOptions())).Problem.Should().BeOneOf(VolumeArchiveProblem.Damaged, VolumeArchiveProblem.ChecksumMismatch);
    }

    [Fact]
    public async Task Another_archive_than_the_checksum_beside_it_fails()
    {
        await ExportAsync();
        File.Copy(Archive + ".sha256", Archive + ".old");
        await ExportAsync();
        File.Move(Archive + ".old", Archive + ".sha256", overwrite: true);
        (await FailureAsync(new VolumeRestoreOptions())).Problem.Should().Be(VolumeArchiveProblem.ChecksumMismatch);
    }

    [Fact]
    public async Task A_volume_that_is_not_empty_is_refused_and_stays_as_it_was()
    {
        await ExportAsync();
        await using var other = await DataVolumeContainer.CreateAsync(Engine, "/data", Token);
        await ShellContainer.RunAsync(Engine, other, "echo precious > file", Token);
        var restore = () => DataVolumeContainer.RestoreAsync(Engine, Archive, new VolumeRestoreOptions { Into = other }, Token);

        await restore.Should().ThrowAsync<VolumeException>().Where(e => e.Reason == VolumeReason.NotEmpty).WithMessage($"*{other.Name}: it is not empty.*EmptyFirst*");
        (await other.ReadContentsAsync(Token)).Should().HaveFile("file").And.HaveCount(1);
    }

    [Fact]
    public async Task A_volume_that_is_not_empty_is_emptied_first_where_that_is_meant()
    {
        var before = await ExportAsync();
        await using var other = await DataVolumeContainer.CreateAsync(Engine, "/elsewhere", Token);
        await ShellContainer.RunAsync(Engine, other, "mkdir -p a/b && touch old .hidden a/b/c", Token);
        var restored = await DataVolumeContainer.RestoreAsync(Engine, Archive, new VolumeRestoreOptions { Into = other, EmptyFirst = true }, Token);

        restored.Should().BeSameAs(other);
        (await other.ReadContentsAsync(Token)).Should().HaveSameContentsAs(before);
    }

    [Fact]
    public async Task A_bad_archive_deletes_nothing_of_what_was_there()
    {
        await ExportAsync();
        var bytes = await File.ReadAllBytesAsync(Archive, Token);
        await using var other = await DataVolumeContainer.CreateAsync(Engine, "/data", Token);
        await ShellContainer.RunAsync(Engine, other, "echo precious > file", Token);
        await using var cut = new Unseekable(bytes[..^4]);
        var restore = () => DataVolumeContainer.RestoreAsync(Engine, cut, new VolumeRestoreOptions { Into = other, EmptyFirst = true }, Token);

        await restore.Should().ThrowAsync<VolumeException>().Where(e => e.Reason == VolumeReason.ArchiveInvalid);
        (await other.ReadContentsAsync(Token)).Should().HaveFile("file").And.HaveCount(1);
    }

    [Fact]
    public async Task A_volume_in_use_is_not_restored_into()
    {
        await ExportAsync();
        await using var other = await DataVolumeContainer.CreateAsync(Engine, "/data", Token);
        await using var user = await ShellContainer.StartAsync(Engine, other, "sleep 600", Token);
        var restore = () => DataVolumeContainer.RestoreAsync(Engine, Archive, new VolumeRestoreOptions { Into = other }, Token);
        await restore.Should().ThrowAsync<VolumeException>().Where(e => e.Reason == VolumeReason.InUse).WithMessage($"*is not restored into: container {user.Name} is running*");
    }

    [Fact]
    public async Task A_cancelled_restore_leaves_nothing()
    {
        await ExportAsync();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var before = await ResourcesAsync();
        await using var slow = new Unseekable(await File.ReadAllBytesAsync(Archive, Token), whenHalf: cancel.Cancel);
        var restore = () => DataVolumeContainer.RestoreAsync(Engine, slow, new VolumeRestoreOptions(), cancel.Token);
        await restore.Should().ThrowAsync<OperationCanceledException>();
        (await ResourcesAsync()).Should().BeEquivalentTo(before);
    }

    [Fact]
    public async Task What_would_leave_the_volume_by_a_hard_link_to_a_link_is_refused_and_deletes_nothing()
    {
        await WriteAsync(
            new PaxTarEntry(TarEntryType.SymbolicLink, "data/l") { LinkName = "/etc" },
            new PaxTarEntry(TarEntryType.HardLink, "data/h") { LinkName = "data/l" },
            new PaxTarEntry(TarEntryType.RegularFile, "data/h/x"));
        (await FailureAsync(new VolumeRestoreOptions())).Problem.Should().Be(VolumeArchiveProblem.Escapes);
        await using var other = await DataVolumeContainer.CreateAsync(Engine, "/data", Token);
        await ShellContainer.RunAsync(Engine, other, "echo precious > file", Token);
        (await FailureAsync(new VolumeRestoreOptions { Into = other, EmptyFirst = true })).Message.Should().Contain("data/h/x would be written through the symbolic link data/h");
        (await other.ReadContentsAsync(Token)).Should().HaveFile("file").And.HaveCount(1);
    }

    [Fact]
    public async Task Links_that_lead_higher_than_the_archive_begins_are_restored()
    {
        await WriteAsync(
            new PaxTarEntry(TarEntryType.SymbolicLink, "data/up") { LinkName = "../../../run/x" },
            new PaxTarEntry(TarEntryType.SymbolicLink, "data/absolute") { LinkName = "/etc" },
            new PaxTarEntry(TarEntryType.HardLink, "data/hard") { LinkName = "data/up" });
        await using var restored = await DataVolumeContainer.RestoreAsync(Engine, Archive, new VolumeRestoreOptions(), Token);
        var contents = await restored.ReadContentsAsync(Token);
        contents.Entries.Should().HaveCount(3);
        contents.Find("up")!.Facts.LinkTarget.Should().NotBeNull();
        contents.Find("absolute")!.Facts.LinkTarget.Should().Be("/etc");
    }

    [Theory]
    [InlineData("--format=posix", "--sparse-version=0.0")]
    [InlineData("--format=posix", "--sparse-version=0.1")]
    [InlineData("--format=posix", "--sparse-version=1.0")]
    [InlineData("--format=gnu", null)]
    public async Task Sparse_files_are_restored_or_refused_with_the_way_to_make_them_anew(string format, string? version)
    {
        var data = Directory.CreateDirectory(_folder.At("data"));
        await using (var sparse = File.Create(Path.Combine(data.FullName, "sparse")))
        {
            sparse.SetLength(8 << 20);
            sparse.Position = 5_000_000;
            await sparse.WriteAsync("in the middle"u8.ToArray(), Token);
        }

        await ChildProcess.RunAsync("tar", [format, .. version is null ? Array.Empty<string>() : [version], "-S", "-czf", Archive, "-C", _folder.FullName, "data"], Token);
        if (version is null)
        {
            (await FailureAsync(new VolumeRestoreOptions())).Message.Should().Contain("data/sparse is a sparse file").And.Contain("without tar's -S").And.NotContain("full disk");
            return;
        }

        await using var restored = await DataVolumeContainer.RestoreAsync(Engine, Archive, new VolumeRestoreOptions(), Token);
        var file = (await restored.ReadContentsAsync(Token)).Find("sparse")!;
        file.Sha256.Should().Be(Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(data.FullName, "sparse"), Token))));
    }

    private async Task WriteAsync(params TarEntry[] entries)
    {
        await using var tar = new TarWriter(File.Create(Archive));
        await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.Directory, "data/"), Token);
        foreach (var entry in entries) await tar.WriteEntryAsync(entry, Token);
    }

    private async Task<VolumeContents> ExportAsync()
    {
        await using var data = await DataVolumeContainer.CreateAsync(Engine, "/data", Token);
        await ShellContainer.RunAsync(Engine, data, "for i in 1 2 3 4 5 6 7 8; do dd if=/dev/urandom of=file$i bs=1024 count=200 2>/dev/null; done", Token);
        await data.ExportAsync(Archive, new VolumeExportOptions(), Token);
        return await data.ReadContentsAsync(Token);
    }

    /// <summary>Restores, which must fail, and looks what it left.</summary>
    private async Task<VolumeException> FailureAsync(VolumeRestoreOptions options)
    {
        var before = await ResourcesAsync();
        var restore = () => DataVolumeContainer.RestoreAsync(Engine, Archive, options, Token);
        var failure = (await restore.Should().ThrowAsync<VolumeException>().Where(e => e.Reason == VolumeReason.ArchiveInvalid)).Which;
        TestContext.Current.TestOutputHelper!.WriteLine(failure.Message);
        (await ResourcesAsync()).Should().BeEquivalentTo(before);
        return failure;
    }

    private async Task<IEnumerable<string>> ResourcesAsync() => (await Engine.ListResourcesAsync(Token)).All.Select(it => it.Id);

    /// <summary>A stream as a network gives it.</summary>
    private sealed class Unseekable(byte[] bytes, Action? whenHalf = null) : MemoryStream(bytes)
    {
        private bool _told;

        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!_told && Position > Length / 2)
            {
                _told = true;
                whenHalf?.Invoke();
            }

            return base.ReadAsync(buffer, cancellationToken);
        }
    }
}
