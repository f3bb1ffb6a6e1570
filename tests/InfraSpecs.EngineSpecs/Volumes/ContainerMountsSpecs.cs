using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Volumes;

[RequiresEngine]
public sealed class ContainerMountsSpecs(EngineFixture fixture)
{
    private Engine Engine => fixture.Engine;

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
