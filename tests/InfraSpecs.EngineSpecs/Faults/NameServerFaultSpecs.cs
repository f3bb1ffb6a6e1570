using System.Diagnostics;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Faults;

/// <summary>The engine answers for names at 127.0.0.11 in each container: late, or not at all.</summary>
[RequiresEngine(EngineFeatures.NetworkFaults)]
public sealed class NameServerFaultSpecs(EngineFixture fixture)
{
    private static readonly NetworkFault Silent = new() { Loss = 1, Peers = ["127.0.0.11"] };
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(0.5);

    [Fact]
    public async Task No_name_is_answered_and_addresses_are_reached()
    {
        await using var network = await ContainerNetwork.CreateAsync(fixture.Engine, Token);
        await using var db = await StartAsync(network, "db");
        await using var web = await StartAsync(network, "web");
        var address = (await fixture.Engine.Client.Containers.InspectContainerAsync(db.Id, Token)).NetworkSettings!.Networks![network.Name].IPAddress!;
        (await AskAsync(web)).Should().Contain(address);
        await using (var fault = await Fault.BeginAsync(web, Silent, Token))
        {
            (await AskAsync(web)).Should().NotContain(address);
            (await web.ExecAsync(["ping", "-c", "1", "-W", "5", address], Token)).Output.Should().Contain("1 packets received");
            (await AskAsync(db)).Should().Contain(address, "others are answered");
            var effect = await fault.HealAsync();
            effect.Should().HaveBeenFelt();
            effect.Lost.Should().Be(effect.Seen);
        }

        (await AskAsync(web)).Should().Contain(address);
    }

    [Fact]
    public async Task Names_are_answered_late_and_what_else_stays_inside_is_left_alone()
    {
        await using var network = await ContainerNetwork.CreateAsync(fixture.Engine, Token);
        await using var db = await StartAsync(network, "db");
        await using var fault = await Fault.BeginAsync(db, Silent with { Loss = 0, Delay = Late }, Token);
        (await db.ExecAsync(["ping", "-c", "1", "-W", "5", "127.0.0.1"], Token)).Output.Should().Contain("1 packets received");
        var effect = await fault.ReadAsync(Token);
        effect.Invoking(it => it.Should().HaveBeenFelt()).Should().Throw<Exception>().WithMessage("*but no packet went its way: *");
        var began = Stopwatch.GetTimestamp();
        (await AskAsync(db)).Should().Contain("Name:");
        Stopwatch.GetElapsedTime(began).Should().BeGreaterThanOrEqualTo(Late);
        (await fault.ReadAsync(Token)).Should().HaveBeenFelt();
    }

    private Task<Container> StartAsync(ContainerNetwork network, string alias) =>
        Container.StartAsync(fixture.Engine, new ContainerOptions { Image = "busybox", Command = ["sleep", "600"], Networks = [network.Name], Aliases = [alias] }, Token);

    private static async Task<string> AskAsync(Container container) => (await container.ExecAsync(["timeout", "4", "nslookup", "-type=a", "db"], Token)).Output;
}
