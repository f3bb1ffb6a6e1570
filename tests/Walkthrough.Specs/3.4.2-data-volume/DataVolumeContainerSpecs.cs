using InfraSpecs;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace Walkthrough.Specs.Volumes;

[RequiresEngine]
[Trait("Section", "3.4.2")]
public sealed class DataVolumeContainerSpecs(EngineFixture fixture) : IDisposable
{
    private const string Folder = "/var/lib/mysql";
    private static readonly DataVolumeOptions MySqlData = new() { Image = "mysql-data" };
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("infraspecs-");

    private Engine Engine => fixture.Engine;

    private string Archive => Path.Combine(_folder.FullName, "mysql-backup.tar.gz");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_image_declares_the_volume()
    {
        var image = await Engine.Images.GetAsync("example/mysql-data:latest", Token);
        var config = (await Engine.Client.Images.InspectImageAsync(image, Token)).Config!;
        config.Volumes.Should().ContainKey(Folder);
        config.Cmd.Should().Equal("/bin/true");
    }

    [Fact]
    public async Task Data_outlive_the_container_that_wrote_them()
    {
        await using var data = await DataVolumeContainer.CreateAsync(Engine, Folder, MySqlData, Token);
        await using (var writer = await StartAsync(data, $"echo gihyo > {Folder}/user"))
        {
            (await writer.WaitForExitAsync(TimeSpan.FromSeconds(30), Token)).ExitCode.Should().Be(0);
            (await writer.ReadMountsAsync(Token)).Should().HaveVolumeOf(data).And.KeepDataAt($"{Folder}/user");
        }

        (await data.ReadContentsAsync(Token)).Should().HaveFile("user").Which.Should().HaveOwner(0, 0).And.HaveMode("0644");
    }

    [Fact]
    public async Task Without_VolumesFrom_data_are_gone_and_the_spec_says_why()
    {
        await using var data = await DataVolumeContainer.CreateAsync(Engine, Folder, MySqlData, Token);
        await using var writer = await StartAsync(null, $"mkdir -p {Folder} && echo gihyo > {Folder}/user");
        await writer.WaitForExitAsync(TimeSpan.FromSeconds(30), Token);

        var mounts = await writer.ReadMountsAsync(Token);
        var claim = () => mounts.Should().HaveVolumeOf(data);
        claim.Should().Throw<SpecFailedException>().Which.Message.Should().StartWith(
            $"Expected mounts of \"{writer.Name}\" to have the volume of \"{data.Name}\" at \"{Folder}\", but found nothing mounted there.");
        var contents = await data.ReadContentsAsync(Token);
        var survival = () => contents.Should().HaveFile("user");
        survival.Should().Throw<SpecFailedException>().Which.Message.Should().Contain("to have \"user\", but it is empty");
    }

    [Fact]
    public async Task The_backup_restores_into_a_new_data_volume_container()
    {
        await using var data = await DataVolumeContainer.CreateAsync(Engine, Folder, MySqlData, Token);
        await using (var writer = await StartAsync(data, $"cd {Folder} && mkdir mysql && echo 1 > mysql/user && ln -s mysql/user user && chown -R 999:999 . && chmod 0750 mysql"))
        {
            (await writer.WaitForExitAsync(TimeSpan.FromSeconds(30), Token)).ExitCode.Should().Be(0);
        }

        var before = await data.ReadContentsAsync(Token);
        var backup = await data.ExportAsync(Archive, new VolumeExportOptions(), Token);
        backup.Folder.Should().Be("var/lib/mysql");

        await using var restored = await DataVolumeContainer.RestoreAsync(Engine, Archive, new VolumeRestoreOptions { Volume = MySqlData }, Token);
        (await restored.ReadContentsAsync(Token)).Should().HaveSameContentsAs(before).And.BelongTo(999, 999);
    }

    [Fact]
    [Trait("Beyond", "true")]
    public async Task A_volume_in_use_is_not_copied_unless_its_user_is_quiesced()
    {
        await using var data = await DataVolumeContainer.CreateAsync(Engine, Folder, MySqlData, Token);
        await using var writer = await StartAsync(data, $"while :; do date > {Folder}/now; done");

        var hot = () => data.ExportAsync(Archive, new VolumeExportOptions(), Token);
        (await hot.Should().ThrowAsync<VolumeException>().Where(e => e.Reason == VolumeReason.InUse)).WithMessage($"*container {writer.Name} is running and may write to it.*");
        File.Exists(Archive).Should().BeFalse();

        await data.ExportAsync(Archive, new VolumeExportOptions { Quiesce = Quiesce.Pause }, Token);
        (await Engine.Client.Containers.InspectContainerAsync(writer.Id, Token)).State!.Status.Should().Be("running");
    }

    [Theory]
    [InlineData(10)]
    [InlineData(50)]
    [InlineData(99)]
    [Trait("Beyond", "true")]
    public async Task A_cut_backup_is_not_restored(int percent)
    {
        await using var data = await DataVolumeContainer.CreateAsync(Engine, Folder, MySqlData, Token);
        await using var writer = await StartAsync(data, $"dd if=/dev/urandom of={Folder}/ibdata1 bs=1024 count=1000 2>/dev/null");
        await writer.WaitForExitAsync(TimeSpan.FromSeconds(30), Token);
        await data.ExportAsync(Archive, new VolumeExportOptions(), Token);
        var whole = await File.ReadAllBytesAsync(Archive, Token);
        await File.WriteAllBytesAsync(Archive, whole[..(whole.Length * percent / 100)], Token);

        var restore = () => DataVolumeContainer.RestoreAsync(Engine, Archive, new VolumeRestoreOptions(), Token);
        (await restore.Should().ThrowAsync<VolumeException>().Where(e => e.Reason == VolumeReason.ArchiveInvalid)).Which.Problem.Should().Be(VolumeArchiveProblem.Truncated);
    }

    private async Task<Container> StartAsync(DataVolumeContainer? data, string script)
    {
        var builder = Engine.NewContainer(await Engine.Images.GetAsync("busybox", Token), "writer").WithCommand("sh", "-c", script);
        return await Engine.StartAsync(data is null ? builder : builder.WithVolumesFrom(data), Token);
    }
}
