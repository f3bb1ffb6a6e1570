using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Volumes;

[RequiresEngine]
public sealed class ContainerMountsSpecs(EngineFixture fixture)
{
    private Engine Engine => fixture.Engine;

    [Fact]
    public async Task A_volume_without_a_name_goes_with_its_container_and_one_of_another_container_stays()
    {
        var image = await InlineImage.BuildAsync(Engine, "anonymous-volume", "FROM example/busybox\nVOLUME /declared\n", Token);
        await using var data = await DataVolumeContainer.CreateAsync(Engine, "/data", Token);
        await using var container = await Engine.StartAsync(
            Engine.NewContainer(image, "anonymous").WithCommand("sleep", "60").WithVolumesFrom(data).WithVolumeMount($"named-{Engine.Session.ShortId}", "/named"), Token);
        var mounts = await container.ReadMountsAsync(Token);
        mounts.Should().KeepDataAt("/data/file").And.KeepDataAt("/named/file");
        mounts.At("/declared")!.IsAnonymous.Should().BeTrue();
        var claim = () => mounts.Should().KeepDataAt("/declared/file");
        claim.Should().Throw<SpecFailedException>().WithMessage("*but the volume at /declared has no name of its own: it is removed with the container.*");
        await container.DisposeAsync();
        await Engine.Client.Volumes.RemoveAsync($"named-{Engine.Session.ShortId}", true, Token);
    }

    [Fact]
    public async Task A_volume_at_the_wrong_path_another_volume_and_memory_are_told_apart()
    {
        await using var data = await DataVolumeContainer.CreateAsync(Engine, "/data", Token);
        var busybox = await Engine.Images.GetAsync("busybox", Token);
        await using var wrongPath = await Engine.StartAsync(Engine.NewContainer(busybox, "wrong").WithVolumeMount(data.VolumeName!, "/dta"), Token);
        await using var another = await Engine.StartAsync(Engine.NewContainer(busybox, "wrong").WithTmpfsMount("/data"), Token);

        (await FailureOfAsync(wrongPath)).Should().Contain("at \"/data\", but found it at /dta.");
        (await FailureOfAsync(another)).Should().Contain("at \"/data\", but found another there: tmpfs.");
        var mounts = await another.ReadMountsAsync(Token);
        var claim = () => mounts.Should().KeepDataAt("/data/file");
        claim.Should().Throw<SpecFailedException>().WithMessage("*but /data is in memory (tmpfs): it is lost when the container stops.*");

        async Task<string> FailureOfAsync(Container container)
        {
            var found = await container.ReadMountsAsync(Token);
            var hasVolume = () => found.Should().HaveVolumeOf(data);
            return hasVolume.Should().Throw<SpecFailedException>().Which.Message;
        }
    }
}
