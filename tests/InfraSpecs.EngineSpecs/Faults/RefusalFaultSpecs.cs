using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Faults;

/// <summary>What the engine does not make.</summary>
[RequiresEngine]
public sealed class RefusalFaultSpecs(EngineFixture fixture)
{
    [Fact]
    [Fault("Network", "another network has its subnet", Names = "Pool overlaps with other one on this address space")]
    public async Task A_subnet_that_is_taken()
    {
        var options = new ContainerNetworkOptions { Subnet = "198.18.77.0/24" };
        await using var first = await ContainerNetwork.CreateAsync(fixture.Engine, options, Token);
        var second = () => ContainerNetwork.CreateAsync(fixture.Engine, options, Token);
        (await second.Should().ThrowAsync<EngineException>().Where(e => e.Reason == EngineReason.Refused)).Which.ShouldNameItsFault();
    }

    [Fact]
    [Fault("Volume", "its folder is not on the engine's machine", Names = "bind source path does not exist: /no/such/folder")]
    public async Task A_folder_that_is_not_there()
    {
        var create = () => DataVolumeContainer.CreateAsync(fixture.Engine, "/data", new DataVolumeOptions { HostFolder = "/no/such/folder" }, Token);
        (await create.Should().ThrowAsync<EngineException>().Where(e => e.Reason == EngineReason.Refused)).Which.ShouldNameItsFault();
    }

    // Whoever runs a container of his own in a spec's network does not lose the spec's failure to its disposal.
    [Fact]
    public async Task A_network_that_is_in_use_is_left_to_the_engines_disposal()
    {
        await using var engine = await Engine.ConnectAsync(Token);
        var network = await ContainerNetwork.CreateAsync(engine, Token);
        var options = new ContainerOptions { Image = "busybox", Command = ["sleep", "100"], Configure = it => it.WithNetwork(network.Name) };
        await using var guest = await Container.StartAsync(engine, options, Token);
        await network.DisposeAsync();
        (await engine.ListResourcesAsync(Token)).Networks.Should().ContainSingle(it => it.Name == network.Name);
        await engine.DisposeAsync();
        (await fixture.Engine.Client.Networks.ListNetworksAsync(cancellationToken: Token)).Should().NotContain(it => it.Name == network.Name);
    }
}
