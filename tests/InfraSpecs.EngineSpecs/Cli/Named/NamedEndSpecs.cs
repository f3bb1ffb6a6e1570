using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cli.Named;

/// <summary>What is left where a start does not come to its end.</summary>
[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
public sealed class NamedEndSpecs(EngineFixture fixture) : IAsyncLifetime
{
    private readonly NamedTool _tool = new(fixture.Engine);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _tool.DisposeAsync();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task After_a_signal_nothing_is(string signal)
    {
        using var up = _tool.Start("up", "swarm", _tool.Name, "--workers", "2");
        await _tool.WaitUntilThereIsAsync($"swarm-{_tool.Name}-manager");
        await ChildProcess.RunAsync("kill", [$"-{signal}", $"{up.Id}"], Token);
        (await NamedTool.EndAsync(up)).Code.Should().BeOneOf([130, 143], "that is what shells say of who was stopped");
        (await _tool.ListAsync()).Should().BeEmpty();
        Directory.Exists(Path.Combine(_tool.DockerFolder, "contexts")).Should().BeFalse();
    }

    [Fact]
    public async Task After_a_stack_that_is_refused_nothing_is()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("shop.yml", "version: '3.8'\nservices:\n  web:\n    imagee: nginx\n");
        var (code, _, error) = await _tool.RunAsync("up", "swarm", _tool.Name, "--workers", "0", "--no-visualizer", "--stack", file);
        code.Should().Be(2);
        error.Should().StartWith($"Stack \"shop\" is refused: {file}:4: ");
        (await _tool.ListAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task What_a_killed_start_leaves_is_listed_as_unfinished_and_goes()
    {
        using var up = _tool.Start("up", "swarm", _tool.Name, "--workers", "1");
        await _tool.WaitUntilThereIsAsync($"swarm-{_tool.Name}-manager");
        up.Kill();
        await NamedTool.EndAsync(up);
        // The engine may still be making what it was asked for last.
        await Wait.UntilAsync("the list", async _ => await _tool.RunAsync("list") is { Code: 1 } listed && listed.Output.Contains("unfinished")
            ? Probe.Ready(true) : Probe.NotYet<bool>("it is not listed as unfinished"), TimeSpan.FromSeconds(30), Token);
        (await _tool.RunAsync("down", _tool.Name)).Code.Should().Be(0);
        (await _tool.RunAsync("down", _tool.Name)).Code.Should().Be(2);
    }

    [Fact]
    public async Task Of_two_starts_of_one_name_one_comes_to_its_end()
    {
        string[] up = ["up", "swarm", _tool.Name, "--workers", "0", "--no-visualizer"];
        var ended = await Task.WhenAll(_tool.RunAsync(up), _tool.RunAsync(up));
        ended.Select(it => it.Code).Should().BeEquivalentTo([0, 2]);
        (await _tool.ListAsync()).Should().HaveCount(3, "a manager, a registry and a network are the one's");
        (await _tool.RunAsync("list")).Output.Should().MatchRegex($"(?m)^{_tool.Name} +swarm +1 +ready ");
        (await _tool.RunAsync("down", _tool.Name)).Code.Should().Be(0);
    }
}
