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
        await using var wrongPath = Engine.NewContainer(busybox, "wrong").WithVolumeMount(data.VolumeName!, "/dta").Build();
        await using var another = Engine.NewContainer(busybox, "wrong").WithTmpfsMount("/data").Build();
        await Task.WhenAll(wrongPath.StartAsync(Token), another.StartAsync(Token));

        (await FailureOfAsync(wrongPath)).Should().Contain("at \"/data\", but found it at /dta.");
        (await FailureOfAsync(another)).Should().Contain("at \"/data\", but found another there: tmpfs.");
        var mounts = await another.GetMountsAsync(Engine, Token);
        var claim = () => mounts.Should().KeepDataAt("/data/file");
        claim.Should().Throw<SpecFailedException>().WithMessage("*but /data is in memory (tmpfs): it is lost when the container stops.*");

        async Task<string> FailureOfAsync(DotNet.Testcontainers.Containers.IContainer container)
        {
            var found = await container.GetMountsAsync(Engine, Token);
            var hasVolume = () => found.Should().HaveVolumeOf(data);
            return hasVolume.Should().Throw<SpecFailedException>().Which.Message;
        }
    }
}
