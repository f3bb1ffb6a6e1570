using DotNet.Testcontainers.Builders;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Connection;

/// <summary>What Podman does otherwise than Docker makes no difference here.</summary>
[RequiresEngine(EngineFeatures.Privileged)]
public sealed class PodmanSpecs(PodmanEngine podman) : PodmanFacts(podman), IClassFixture<PodmanEngine>;

/// <summary>Nor does it as a user.</summary>
[RequiresEngine(EngineFeatures.Privileged)]
public sealed class RootlessPodmanSpecs(RootlessPodmanEngine podman) : PodmanFacts(podman), IClassFixture<RootlessPodmanEngine>
{
    private readonly Engine _engine = podman.Engine;

    [Fact]
    public async Task It_is_no_root_of_its_machine_and_its_features_are_found_by_trying()
    {
        (await _engine.Client.System.GetSystemInfoAsync(Token)).SecurityOptions.Should().Contain(it => it.Contains("rootless", StringComparison.Ordinal));
        var report = await _engine.GetFeaturesAsync(Token);
        report.Missing.Should().ContainKey(EngineFeatures.BindMounts).WhoseValue.Should().EndWith("the engine is elsewhere");
        report.Missing.Values.Should().NotContain(reason => string.IsNullOrWhiteSpace(reason));
    }
}

/// <summary>What is the same as root and as a user.</summary>
public abstract class PodmanFacts(PodmanEngine podman)
{
    [Fact]
    public void It_names_an_older_API_than_ours_and_is_taken()
    {
        podman.Engine.ApiVersion.Should().BeLessThan(Engine.MinimumApiVersion);
        podman.Engine.Version.Should().StartWith("5.");
    }

    [Fact]
    public async Task A_containers_main_process_is_known()
    {
        await using var container = await podman.Engine.StartAsync(await SleeperAsync(), Token);
        (await container.ReadProcessesAsync(Token)).Main!.Program.Should().Be("sleep");
    }

    [Fact]
    public async Task A_volume_is_restored_with_its_files_and_their_owners()
    {
        using var folder = new TemporaryFolder();
        await using var data = await DataVolumeContainer.CreateAsync(podman.Engine, "/data", new DataVolumeOptions { Image = "busybox" }, Token);
        await using (var writer = await podman.Engine.StartAsync((await SleeperAsync()).WithVolumesFrom(data), Token))
        {
            (await writer.ExecAsync(["sh", "-c", "echo kept > /data/f && chown 7:8 /data/f"], Token)).ExitCode.Should().Be(0);
        }

        await data.ExportAsync(folder.At("data.tar.gz"), new VolumeExportOptions(), Token);
        await using var restored = await DataVolumeContainer.RestoreAsync(
            podman.Engine, folder.At("data.tar.gz"), new VolumeRestoreOptions { Volume = new DataVolumeOptions { Image = "busybox" } }, Token);
        await using var reader = await podman.Engine.StartAsync((await SleeperAsync()).WithVolumesFrom(restored), Token);
        (await reader.ExecAsync(["sh", "-c", "cat /data/f; stat -c %u:%g /data/f"], Token)).Output.Should().Be("kept\n7:8\n");
    }

    [Fact]
    public async Task A_folder_of_its_machine_is_handed_on()
    {
        await using var data = await DataVolumeContainer.CreateAsync(podman.Engine, "/work", new DataVolumeOptions { Image = "busybox", HostFolder = "/etc/containers" }, Token);
        await using var reader = await podman.Engine.StartAsync((await SleeperAsync()).WithVolumesFrom(data, readOnly: true), Token);
        (await reader.ExecAsync(["cat", "/work/containers.conf"], Token)).Output.Should().Contain("cgroupfs");
        (await reader.ExecAsync(["touch", "/work/new"], Token)).ExitCode.Should().NotBe(0, "it is mounted to be read only");
    }

    private async Task<ContainerBuilder> SleeperAsync() =>
        podman.Engine.NewContainer(await podman.Engine.Images.GetAsync("busybox", Token), "sleeper").WithEntrypoint("sleep").WithCommand("300");
}
