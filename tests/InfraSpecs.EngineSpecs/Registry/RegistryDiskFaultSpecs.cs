using InfraSpecs.Registry;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Registry;

/// <summary>A registry whose disk fails answers with errors, and is whole again when it is healed.</summary>
[RequiresEngine(EngineFeatures.ProcessTracing)]
public sealed class RegistryDiskFaultSpecs(EngineFixture fixture)
{
    private const string Folder = "/var/lib/registry";

    [Fact]
    public async Task A_push_that_fails_half_way_heals_on_retry()
    {
        await using var registry = await RegistryServer.StartAsync(fixture.Engine, Token);
        await registry.PushAsync("base", Token);
        await using (var fault = await Fault.BeginAsync(registry.Container, new DiskFault { Folder = Folder, Full = true }, Token))
        {
            // The first layer is that of base, which is there.
            var push = () => registry.PushAsync("cronjob", Token);
            (await push.Should().ThrowAsync<RegistryException>().Where(e => e.Reason == RegistryReason.TransferFailed)).WithMessage("*no space left on device*");
            (await registry.ReadRepositoriesAsync(Token)).Should().NotContain("example/cronjob");
            (await fault.HealAsync()).Should().HaveBeenFelt();
        }

        await registry.PushAsync("cronjob", Token);
        (await registry.CheckImageAsync("example/cronjob:latest", Token)).Should().BeWhole();
    }

    [Fact]
    public async Task A_slow_one_takes_its_time()
    {
        await using var registry = await RegistryServer.StartAsync(fixture.Engine, Token);
        await using var fault = await Fault.BeginAsync(registry.Container, new DiskFault { Folder = Folder, Delay = TimeSpan.FromMilliseconds(20) }, Token);
        await registry.PushAsync("busybox", Token);
        var effect = await fault.HealAsync();
        effect.Should().HaveBeenFelt(times: 10);
        effect.Delayed.Should().Be(effect.Seen);
        (await registry.CheckImageAsync("example/busybox:latest", Token)).Should().BeWhole();
    }
}
