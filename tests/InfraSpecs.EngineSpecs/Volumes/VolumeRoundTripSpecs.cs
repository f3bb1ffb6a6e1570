using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Volumes;

[RequiresEngine]
public sealed class VolumeRoundTripSpecs(EngineFixture fixture) : IDisposable
{
    // Owners, modes and the sticky and set-id bits, old times, links of both kinds, a pipe, a hole, odd and long names.
    private const string Oddities = """
        set -e
        mkdir -p a/b 'with space' "$(printf 'new\nline')" empty
        echo one > a/one; echo two > a/b/two; : > nothing
        ln -s a/one link; ln -s /etc/passwd outward; ln -s nowhere dangling
        ln a/one a/second-name
        mkfifo pipe
        printf 'x' > "$(printf 'tab\there')"; echo u > 'Grüße-日本語'; echo q > "it's \"quoted\" \\ {0} *"; echo d > -dash
        echo w > .wh.whiteout
        long=$(printf '%0150d' 7); mkdir -p "$long/$long"; echo long > "$long/$long/$long"
        ln -s "$long/$long/$long" long-link
        dd if=/dev/urandom of=random bs=1024 count=3000 2>/dev/null
        dd if=/dev/zero of=hole bs=1 count=1 seek=20000000 2>/dev/null
        chown 999:998 a/one; chown -R 12345:54321 a/b; chmod 0640 a/one; chmod 4755 random; chmod 1777 empty; chmod 0000 nothing
        touch -d '2001-02-03 04:05:06' a/b/two a/b
        chown 999:999 . && chmod 0750 .
        """;

    private readonly TemporaryFolder _folder = new();

    private Engine Engine => fixture.Engine;

    private string Archive => _folder.At("backup.tar.gz");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_restored_is_what_was_exported()
    {
        await using var data = await DataVolumeContainer.CreateAsync(Engine, "/var/lib/some data", Token);
        await ShellContainer.RunAsync(Engine, data, Oddities, Token);
        var before = await data.ReadContentsAsync(Token);
        before.Should().HaveFile("Grüße-日本語").And.HaveFile("new\nline").And.HaveFile("link").Which.LinkTarget.Should().Be("a/one");

        var exported = await data.ExportAsync(Archive, new VolumeExportOptions(), Token);
        await using var restored = await DataVolumeContainer.RestoreAsync(Engine, Archive, new VolumeRestoreOptions(), Token);

        exported.Folder.Should().Be("var/lib/some data");
        exported.Entries.Should().Be(before.Entries.Count + 1);
        restored.Path.Should().Be("/var/lib/some data");
        (await restored.ReadContentsAsync(Token)).Should().HaveSameContentsAs(before);
        await ShellContainer.RunAsync(Engine, restored, "[ a/one -ef a/second-name ] && [ \"$(cat link)\" = one ]", Token);
    }

    [Fact]
    public async Task The_archive_is_the_tutorials_so_that_tar_restores_it_too_and_its_own_is_restored_here()
    {
        await using var data = await DataVolumeContainer.CreateAsync(Engine, "/data", Token);
        await ShellContainer.RunAsync(Engine, data, Oddities, Token);
        var before = await data.ReadContentsAsync(Token);
        await data.ExportAsync(Archive, new VolumeExportOptions(), Token);

        await using var other = await DataVolumeContainer.CreateAsync(Engine, "/data", Token);
        await using var container = await ShellContainer.StartAsync(Engine, other, "sleep 600", Token);
        await container.Testcontainer.CopyAsync(new FileInfo(Archive), "/tmp/", ct: Token);
        var unpack = await container.ExecAsync(["sh", "-c", "tar xzf /tmp/backup.tar.gz -C / && tar czf /tmp/again.tar.gz /data"], new ExecOptions(), Token);
        unpack.ExitCode.Should().Be(0, unpack.Error);
        var unpacked = await other.ReadContentsAsync(Token);
        // busybox's tar leaves the times of folders and symbolic links as they come.
        unpacked.DifferencesFrom(before).Where(difference => !difference.Contains(": time ")).Should().BeEmpty();

        var again = (await container.FindFileContentAsync("/tmp/again.tar.gz", Token))!;
        await using var restored = await DataVolumeContainer.RestoreAsync(Engine, new MemoryStream(again), new VolumeRestoreOptions(), Token);
        (await restored.ReadContentsAsync(Token)).Should().HaveSameContentsAs(unpacked);
    }

    [Fact]
    public async Task A_volume_is_restored_at_another_path_and_from_an_archive_that_names_no_folder()
    {
        await using var data = await DataVolumeContainer.CreateAsync(Engine, "/data", Token);
        await ShellContainer.RunAsync(Engine, data, Oddities, Token);
        var before = await data.ReadContentsAsync(Token);
        await using var container = await ShellContainer.StartAsync(Engine, data, "sleep 600", Token);
        var pack = await container.ExecAsync(["tar", "czf", "/tmp/dot.tar.gz", "-C", "/data", "."], new ExecOptions(), Token);
        pack.ExitCode.Should().Be(0, pack.Error);
        var archive = (await container.FindFileContentAsync("/tmp/dot.tar.gz", Token))!;

        await using var restored = await DataVolumeContainer.RestoreAsync(
            Engine, new MemoryStream(archive), new VolumeRestoreOptions { Path = "/else/where" }, Token);
        (await restored.ReadContentsAsync(Token)).Should().HaveSameContentsAs(before);

        var nowhere = () => DataVolumeContainer.RestoreAsync(Engine, new MemoryStream(archive), new VolumeRestoreOptions(), Token);
        await nowhere.Should().ThrowAsync<InvalidOptionsException>().WithMessage("*does not name the folder*set Path*");
    }

    [Fact]
    public async Task An_empty_volume_survives_too()
    {
        await using var data = await DataVolumeContainer.CreateAsync(Engine, "/data", new DataVolumeOptions { UserId = 70 }, Token);
        await data.ExportAsync(Archive, new VolumeExportOptions(), Token);
        await using var restored = await DataVolumeContainer.RestoreAsync(Engine, Archive, new VolumeRestoreOptions(), Token);
        var contents = await restored.ReadContentsAsync(Token);
        contents.Should().BeEmpty();
        contents.Folder.Should().HaveOwner(70, 70);
    }

    [Fact]
    public async Task Beside_the_archive_is_a_checksum_and_nothing_else_and_progress_was_told()
    {
        await using var data = await DataVolumeContainer.CreateAsync(Engine, "/data", Token);
        await ShellContainer.RunAsync(Engine, data, "dd if=/dev/urandom of=random bs=1024 count=9000 2>/dev/null", Token);
        var progress = new List<VolumeExportProgress>();
        var archive = await data.ExportAsync(Archive, new VolumeExportOptions { Progress = new Recorder(progress) }, Token);

        _folder.Files.Should().BeEquivalentTo("backup.tar.gz", "backup.tar.gz.sha256");
        File.ReadAllText(Archive + ".sha256").Should().Be($"{archive.Sha256}  backup.tar.gz\n");
        (await VolumeArchive.VerifyAsync(Archive, Token)).Should().Be(archive);
        archive.ArchiveBytes.Should().Be(new FileInfo(Archive).Length);
        progress.Should().HaveCountGreaterThanOrEqualTo(3).And.BeInAscendingOrder(it => it.TarBytes);
        progress[^1].ArchiveBytes.Should().Be(archive.ArchiveBytes);
    }

    [Fact]
    public async Task An_export_whose_helper_dies_fails_and_leaves_no_file()
    {
        await using var engine = await Engine.ConnectAsync(Token); // a session in which there is one helper
        await using var data = await DataVolumeContainer.CreateAsync(engine, "/data", Token);
        await ShellContainer.RunAsync(engine, data, "dd if=/dev/urandom of=random bs=1024 count=20000 2>/dev/null", Token);
        var killed = false;
        var options = new VolumeExportOptions
        {
            Progress = new Once(() =>
            {
                var helper = engine.ListResourcesAsync(Token).GetAwaiter().GetResult().Containers.Single(it => it.Name.StartsWith("tar-"));
                engine.Client.Containers.KillContainerAsync(helper.Id, new(), Token).GetAwaiter().GetResult();
                killed = true;
            }),
        };
        var export = () => data.ExportAsync(Archive, options, Token);

        var failure = (await export.Should().ThrowAsync<VolumeException>().Where(e => e.Reason == VolumeReason.NotRead)).Which;
        TestContext.Current.TestOutputHelper!.WriteLine(failure.Message);
        killed.Should().BeTrue();
        _folder.Files.Should().BeEmpty();
        (await engine.ListResourcesAsync(Token)).Containers.Should().ContainSingle().Which.Id.Should().Be(data.Id);
    }

    private sealed class Once(Action act) : IProgress<VolumeExportProgress>
    {
        private bool _done;

        public void Report(VolumeExportProgress value)
        {
            if (_done) return;
            _done = true;
            act();
        }
    }

    private sealed class Recorder(List<VolumeExportProgress> seen) : IProgress<VolumeExportProgress>
    {
        public void Report(VolumeExportProgress value) => seen.Add(value);
    }
}
