using InfraSpecs.Cli;
using InfraSpecs.EngineSpecs.Connection;
using InfraSpecs.Registry;
using InfraSpecs.Swarm;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cli.Named;

/// <summary>An engine that is killed and started again: what people gave a name comes back with it.</summary>
[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
public sealed class NamedRestartSpecs(EngineFixture fixture) : IAsyncLifetime
{
    private readonly DistantEngine _distant = new(fixture) { Sources = ["base", "probe", "registry", "dind"] };

    public ValueTask InitializeAsync() => _distant.InitializeAsync();

    public ValueTask DisposeAsync() => _distant.DisposeAsync();

    [Fact]
    public async Task A_cluster_comes_back_with_its_engine_and_what_was_killed_stays_down()
    {
        var options = new EngineOptions { Endpoint = _distant.Engine.Endpoint };
        // By references: that engine cannot build.
        var (node, registry) = (await fixture.Engine.Images.GetAsync("dind", Token), await fixture.Engine.Images.GetAsync("registry", Token));
        var plan = new UpSwarmPlan { Name = "demo", Options = new SwarmOptions { Workers = 2, Image = node, Registry = new RegistryOptions { Image = registry } }, HasVisualizer = false };
        var (code, text) = await CapturedOutput.OfAsync(output => UpSwarmCommand.RunAsync(options, plan, new VerbOutput(output, TextWriter.Null), Token));
        code.Should().Be(0);
        text.Should().Contain("no docker context: ");
        var context = () => ContextCommand.RunAsync(options, "demo", env: true, new VerbOutput(TextWriter.Null, TextWriter.Null), Token);
        (await context.Should().ThrowAsync<InfraSpecsException>()).Which.Message.Should().Be(
            $"The engine is elsewhere, at {_distant.Engine.Endpoint}, and the ports of its nodes are on its own 127.0.0.1, which no docker context leads to from here.\n"
            + "  What to do: say it on the engine's machine.");
        var before = await AddressesAsync(_distant.Engine);
        (await CapturedOutput.OfAsync(output => BreakCommand.RunAsync(options, "demo", "worker02", NodeBreak.Kill, TimeSpan.Zero, new VerbOutput(output, TextWriter.Null), Token))).Code.Should().Be(0);

        await _distant.Machine.KillAsync(Token);
        await _distant.Machine.StartAsync(Token);
        await using var again = await Wait.UntilAsync("its engine", TryAsync, TimeSpan.FromSeconds(30), Token);
        options = new EngineOptions { Endpoint = again.Endpoint };
        await Wait.UntilAsync("the cluster", async _ =>
            await StateAsync(again) is var state && state == "worker02 killed" ? Probe.Ready(true) : Probe.NotYet<bool>(state), TimeSpan.FromSeconds(60), Token);
        (await CapturedOutput.OfAsync(output => MendCommand.RunAsync(options, "demo", null, new VerbOutput(output, TextWriter.Null), Token))).Should().Be((0, "worker02 is ready; it was killed\n"));
        (await StateAsync(again)).Should().Be("ready");
        (await AddressesAsync(again)).Should().BeEquivalentTo(before, "contexts and others that were told them are still right");
        (await CapturedOutput.OfAsync(output => DownCommand.RunAsync(options, null, new VerbOutput(output, TextWriter.Null), Token))).Should().Be((0, "swarm demo is gone: 5 things\n"));
    }

    private static async Task<string> StateAsync(Engine engine) => (await NamedFacts.ReadAsync(engine, (await engine.ListNamedAsync(Token)).Single(), Token)).State;

    private static async Task<IReadOnlyDictionary<string, string>> AddressesAsync(Engine engine)
    {
        var named = (await engine.ListNamedAsync(Token)).Single();
        var inside = await Task.WhenAll(named.Resources.Containers.Where(it => !it.Name.EndsWith("registry")).Select(async it =>
            (it.Name, (await engine.Client.Containers.InspectContainerAsync(it.Id, Token)).NetworkSettings!.Networks!.Values.Single().IPAMConfig!.IPv4Address)));
        return (await NamedFacts.ReadAsync(engine, named, Token)).Addresses.Concat(inside.Select(it => KeyValuePair.Create(it.Name, it.IPv4Address))).ToDictionary();
    }

    private async ValueTask<Probe<Engine>> TryAsync(CancellationToken token)
    {
        try
        {
            return Probe.Ready(await Engine.ConnectAsync(new EngineOptions { Endpoint = new Uri($"tcp://{_distant.Machine.Testcontainer.IpAddress}:2375"), Sweep = false }, token));
        }
        catch (EngineException e) when (e.Reason == EngineReason.Unavailable)
        {
            return Probe.NotYet<Engine>(e.Message);
        }
    }
}
