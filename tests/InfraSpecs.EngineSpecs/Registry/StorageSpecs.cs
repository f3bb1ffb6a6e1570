using InfraSpecs.Registry;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Registry;

[RequiresEngine]
public sealed class StorageSpecs(EngineFixture fixture)
{
    private Engine Engine => fixture.Engine;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_pushed_is_still_there_after_a_restart_or_a_kill(bool kill)
    {
        await using var registry = await RegistryServer.StartAsync(Engine, new RegistryOptions { Tls = kill }, Token);
        var pushed = await registry.PushAsync("echo", Token);
        if (kill) (await registry.KillAsync(Token)).ExitCode.Should().Be(ContainerExit.KilledExitCode);
        await registry.RestartAsync(Token);
        (await registry.ReadContentsAsync(Token)).Should().HaveDigest(pushed);
        await using var pulled = await registry.PullAsync("example/echo", Token);
        pulled.Digest.Should().Be(pushed.Digest);
    }

    [Fact]
    public async Task A_stop_is_heeded_and_a_stopped_registry_says_that_it_gives_no_answer()
    {
        await using var registry = await RegistryServer.StartAsync(Engine, new RegistryOptions(), Token);
        (await registry.StopAsync(Token)).Should().HaveExitCode(2, "Go's runtime ends so, as process number 1, for a signal that its program leaves to it");
        var ask = () => registry.ReadRepositoriesAsync(Token);
        (await ask.Should().ThrowAsync<ContainerException>().Where(e => e.Reason == ContainerReason.Ended)).WithMessage("*exited with code 2 after*StartAsync. It was stopped or killed here.");
        var collect = () => registry.CollectGarbageAsync(Token);
        await collect.Should().ThrowAsync<ContainerException>().Where(e => e.Reason == ContainerReason.Ended);
        await registry.RestartAsync(Token);
        (await registry.ReadRepositoriesAsync(Token)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("/var/lib/registry")]
    [InlineData("/data/images")]
    public async Task A_data_volume_container_outlives_it_at_whatever_path(string path)
    {
        await using var engine = await Engine.ConnectAsync(Token);
        await using (var data = await DataVolumeContainer.CreateAsync(engine, path, Token))
        {
            PushedImage pushed;
            await using (var first = await RegistryServer.StartAsync(engine, new RegistryOptions { Data = data }, Token))
            {
                (await first.Container.ReadMountsAsync(Token)).Should().HaveVolumeOf(data);
                pushed = await first.PushAsync("echo", Token);
                await first.PushAsync("busybox", "doomed", Token);
            }

            await using var second = await RegistryServer.StartAsync(engine, new RegistryOptions { Data = data }, Token);
            (await second.ReadContentsAsync(Token)).Should().HaveDigest(pushed);
            await second.DeleteAsync("doomed", Token);
            (await second.CollectGarbageAsync(Token)).Bytes.Should().BePositive("it collects where it writes");
        }

        (await engine.ListResourcesAsync(Token)).Should().BeEmpty();
    }

    [Fact]
    [RequiresEngine(EngineFeatures.BindMounts)]
    public async Task A_folder_of_the_engines_machine_outlives_it()
    {
        var folder = Directory.CreateTempSubdirectory("infraspecs-registry-");
        try
        {
            PushedImage pushed;
            await using (var first = await RegistryServer.StartAsync(Engine, new RegistryOptions { HostFolder = folder.FullName }, Token))
            {
                pushed = await first.PushAsync("echo", Token);
            }

            Directory.Exists(Path.Combine(folder.FullName, "docker/registry/v2/blobs")).Should().BeTrue();
            await using var second = await RegistryServer.StartAsync(Engine, new RegistryOptions { HostFolder = folder.FullName }, Token);
            (await second.ReadContentsAsync(Token)).Should().HaveDigest(pushed);
        }
        finally
        {
            // What the registry wrote is root's.
            var busybox = await Engine.Images.GetAsync("busybox", CancellationToken.None);
            await Engine.RunToEndAsync(Engine.NewContainer(busybox, "sweep").WithBindMount(folder.FullName, "/mnt").WithCommand("rm", "-rf", "/mnt/docker"), CancellationToken.None);
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Nothing_of_it_is_left_on_the_engine()
    {
        await using var engine = await Engine.ConnectAsync(Token);
        string address;
        PulledImage pulled;
        string volume;
        await using (var registry = await RegistryServer.StartAsync(engine, new RegistryOptions(), Token))
        {
            address = registry.Address;
            volume = (await registry.Container.ReadMountsAsync(Token)).At("/var/lib/registry")!.Name!;
            await registry.PushAsync("echo", Token);
            pulled = await registry.PullAsync("example/echo", Token);
        }

        await pulled.DisposeAsync();

        (await engine.ListResourcesAsync(Token)).Should().BeEmpty();
        (await engine.Client.Volumes.ListAsync(Token)).Volumes.Should().NotContain(it => it.Name == volume);
        (await TemporaryReferences.OfAsync(engine, address)).Should().BeEmpty("what was pulled goes with the registry");
    }
}
