using InfraSpecs.Registry;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Registry;

[RequiresEngine]
public sealed class PushSpecs(EngineFixture fixture)
{
    private Engine Engine => fixture.Engine;

    [Fact]
    public async Task An_image_source_is_pushed_under_the_tutorials_name_and_leaves_no_name_on_the_engine()
    {
        await using var registry = await RegistryServer.StartAsync(Engine, new RegistryOptions(), Token);
        var pushed = await registry.PushAsync("echo", Token);

        pushed.InternalReference.Should().Be("registry:5000/example/echo:latest");
        pushed.Digest.Should().StartWith("sha256:");
        (await EngineNames.OfAsync(Engine, registry)).Should().BeEmpty();
    }

    [Fact]
    public async Task Other_containers_reach_it_by_name()
    {
        await using var network = await ContainerNetwork.CreateAsync(Engine, "registry", Token);
        await using var registry = await RegistryServer.StartAsync(Engine, new RegistryOptions { Network = network.Name, Alias = "images" }, Token);
        var busybox = Engine.NewContainer(await Engine.Images.GetAsync("busybox", Token), "client")
            .WithNetwork(network.Name).WithCommand("wget", "-qO-", $"http://{registry.InternalAddress}/v2/");
        (await Engine.RunToEndAsync(busybox, Token)).Should().HaveExitCode(0);
    }
}
