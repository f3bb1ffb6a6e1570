using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Volumes;

[RequiresEngine]
public sealed class DataVolumeContainerSpecs(EngineFixture fixture)
{
    private Engine Engine => fixture.Engine;

    [Fact]
    public async Task It_never_runs_and_its_volume_carries_the_labels_of_the_session()
    {
        await using var data = await DataVolumeContainer.CreateAsync(Engine, "/data", Token);

        var container = await Engine.Client.Containers.InspectContainerAsync(data.Id, Token);
        container.State!.Status.Should().Be("created");
        (await Engine.ListResourcesAsync(Token)).All.Select(it => it.Id).Should().Contain([data.Id, data.VolumeName!]);
    }

    [Fact]
    public async Task Its_volume_goes_with_it()
    {
        var data = await DataVolumeContainer.CreateAsync(Engine, "/data", Token);
        await data.DisposeAsync();

        (await Engine.ListResourcesAsync(Token)).All.Select(it => it.Id).Should().NotContain([data.Id, data.VolumeName!]);
    }

    [Fact]
    public async Task What_one_container_writes_the_next_one_reads()
    {
        await using var data = await DataVolumeContainer.CreateAsync(Engine, "/data", Token);
        await ShellContainer.RunAsync(Engine, data, "echo Hello > greeting", Token);
        await ShellContainer.RunAsync(Engine, data, "grep -q Hello greeting", Token);
    }

    [Fact]
    public async Task The_image_with_the_same_VOLUME_gives_one_volume()
    {
        await using var data = await DataVolumeContainer.CreateAsync(Engine, "/var/lib/mysql", new DataVolumeOptions { Image = "mysql-data" }, Token);
        var container = await Engine.Client.Containers.InspectContainerAsync(data.Id, Token);
        container.Mounts.Should().ContainSingle().Which.Name.Should().Be(data.VolumeName);
    }

    [Theory]
    [InlineData("/data")]
    [InlineData("/var/lib/mysql/")]
    [InlineData("/data//x")]
    public async Task Its_folder_has_the_owner_and_the_mode_that_are_asked_for(string path)
    {
        var options = new DataVolumeOptions { UserId = 999, Mode = (UnixFileMode)Convert.ToInt32("0750", 8) };
        await using var data = await DataVolumeContainer.CreateAsync(Engine, path, options, Token);
        var contents = await data.ReadContentsAsync(Token);
        contents.Folder.Should().HaveOwner(999, 999).And.HaveMode("0750");
        contents.Should().BeEmpty();
    }

    [Fact]
    public async Task A_container_with_its_volumes_keeps_them_when_it_is_gone_first()
    {
        var data = await DataVolumeContainer.CreateAsync(Engine, "/data", Token);
        await using (var container = await ShellContainer.StartAsync(Engine, data, "sleep 600", Token))
        {
            await data.DisposeAsync();
            (await container.ReadMountsAsync(Token)).Should().HaveVolumeOf(data);
            (await container.ExecAsync(["touch", "/data/there"], new ExecOptions(), Token)).ExitCode.Should().Be(0);
        }

        (await Engine.ListResourcesAsync(Token)).Volumes.Select(it => it.Id).Should().NotContain(data.VolumeName);
    }

    [Fact]
    public async Task Mounted_read_only_it_cannot_be_written()
    {
        await using var data = await DataVolumeContainer.CreateAsync(Engine, "/data", Token);
        await using var container = await ShellContainer.StartAsync(Engine, data, "sleep 600", Token, readOnly: true);
        var outcome = await container.ExecAsync(["touch", "/data/there"], new ExecOptions(), Token);
        outcome.Error.Should().Contain("Read-only file system");
    }

    [Fact]
    public async Task All_that_is_wrong_with_its_options_is_said_at_once()
    {
        var create = () => DataVolumeContainer.CreateAsync(Engine, "/data/../etc", new DataVolumeOptions { Image = "", HostFolder = "x", UserId = -1 }, Token);
        (await create.Should().ThrowAsync<InvalidOptionsException>()).Which.Errors.Should().HaveCount(4);
    }
}
