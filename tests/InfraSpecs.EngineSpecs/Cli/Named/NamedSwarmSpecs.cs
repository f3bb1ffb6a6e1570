using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cli.Named;

[UnsupportedOSPlatform("windows")]
[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
public sealed class NamedSwarmSpecs(EngineFixture fixture) : IAsyncDisposable
{
    private readonly NamedTool _tool = new(fixture.Engine);
    private readonly HashSet<string> _volumes = [];

    public async ValueTask DisposeAsync()
    {
        await _tool.DisposeAsync();
        var left = (await fixture.Engine.Client.Volumes.ListAsync(null, CancellationToken.None)).Volumes.Select(it => it.Name);
        left.Intersect(_volumes).Should().BeEmpty("each node's image store is an anonymous volume, which no label names");
    }

    [Fact]
    public async Task It_outlives_the_command_is_broken_mended_and_ended()
    {
        var name = _tool.Name;
        var (code, output, error) = await _tool.RunAsync("up", "swarm", name, "--workers", "2", "--no-visualizer");
        (code, error).Should().Be((0, ""));
        _volumes.UnionWith(await _tool.VolumesAsync());
        _volumes.Should().HaveCountGreaterThanOrEqualTo(3);
        output.Should().StartWith($"swarm {name}, on engine ").And.MatchRegex(@"\n  worker02 +started \d").And.MatchRegex(@"\n  3 nodes +ready +\d")
            .And.MatchRegex($@"\n{name} is up after [\d.]+ s, [\d.]+ MB of memory\.\n")
            .And.EndWith($"\n  docker --context {_tool.Context} node ls\n  infraspecs down {name}\n");

        // A context, with keys for its owner alone, that is not the current one.
        (await _tool.DockerAsync(Nothing, "--context", _tool.Context, "node", "ls", "--format", "{{.Hostname}} {{.Status}}")).Output.Should().Be("manager Ready\nworker01 Ready\nworker02 Ready\n");
        (await _tool.DockerAsync(Nothing, "context", "show")).Output.Should().Be("default\n");
        var keys = Directory.GetFiles(_tool.DockerFolder, "*.pem", SearchOption.AllDirectories);
        keys.Should().HaveCount(3);
        keys.Select(File.GetUnixFileMode).Should().OnlyContain(it => it == (UnixFileMode.UserRead | UnixFileMode.UserWrite));

        // No session's leftover, for a sweep and for the doctor.
        await using (var other = await Engine.ConnectAsync(Token))
        {
            (await other.ListLeftAsync(Token)).Should().Match<LeftResources>(it => it.OfDeadSessions.Concat(it.Unjudged).All(thing => !thing.Name.Contains(name)));
        }

        (await _tool.RunAsync("sweep")).Output.Should().NotContain(name);
        (await _tool.ListAsync()).Should().HaveCount(5, "three nodes, a registry and a network run on");
        await ShouldBeListedAsync(0, "ready");

        (await _tool.RunAsync("break", name, "worker02", "--kill")).Should().Be((0, $"worker02 is killed; 'infraspecs mend {name} worker02' brings it back\n", ""));
        await ShouldBeListedAsync(1, "worker02 killed");
        (await _tool.RunAsync("break", name, "worker02", "--disconnect")).Should().Be(
            (2, "", $"worker02 does not run (killed).\n  What to do: bring it back with 'infraspecs mend {name} worker02'.\n"));
        (await _tool.RunAsync("mend", name, "worker02")).Should().Be((0, "worker02 is ready; it was killed\n", ""));
        (await _tool.RunAsync("break", name, "worker01", "--disconnect")).Code.Should().Be(0);
        await ShouldBeListedAsync(1, "worker01 cut off");
        JsonNode.Parse((await _tool.RunAsync("break", name, "worker02", "--drain", "--json")).Output)!.ToJsonString().Should().Be($$"""{"name":"{{name}}","node":"worker02","state":"drained"}""");
        await ShouldBeListedAsync(1, "worker01 cut off, worker02 drained");
        (await _tool.RunAsync("mend", name)).Should().Be((0, "worker01 is ready; it was cut off\nworker02 is ready; it was drained\n", ""));
        await ShouldBecomeSlowAsync(name);
        (await _tool.RunAsync("mend", name)).Should().Be((0, $"{name}: nothing to mend\n", ""));
        JsonNode.Parse((await _tool.RunAsync("mend", name, "--json")).Output)!.ToJsonString().Should().Be($$"""{"name":"{{name}}","mended":[]}""");
        await ShouldBeListedAsync(0, "ready");

        (code, output, error) = await _tool.RunAsync("load", name, "busybox", "--json");
        (code, $"{JsonNode.Parse(output)!["name"]}").Should().Be((0, name));
        error.Should().StartWith("busybox: on all nodes, as example/busybox:latest (");
        var loaded = JsonNode.Parse(output)!["images"]!.AsArray().Should().ContainSingle().Subject!;
        ($"{loaded["image"]}", $"{loaded["reference"]}", loaded["seconds"]!.GetValue<double>() > 0).Should().Be(("busybox", "example/busybox:latest", true));
        var exports = (await _tool.RunAsync("context", name, "--env")).Output.Split('\n').Where(it => it.StartsWith("export ")).Select(it => it["export ".Length..].Split('='))
            .ToDictionary(it => it[0], it => it[1].Trim('\''));
        (await _tool.DockerAsync(exports, "run", "--rm", "--pull", "never", "example/busybox:latest", "echo", "inside")).Output.Should().Be("inside\n");

        (await _tool.RunAsync("down", name)).Should().Be((0, $"swarm {name} is gone: 5 things, and docker context {_tool.Context}\n", ""));
        (await _tool.ListAsync()).Should().BeEmpty();
        Directory.GetFiles(_tool.DockerFolder, "*", SearchOption.AllDirectories).Where(it => it.Contains("contexts")).Should().BeEmpty();
        (await _tool.RunAsync("break", name, "worker01", "--kill")).Should().Match<(int Code, string Output, string Error)>(
            it => it.Code == 2 && it.Error.StartsWith($"There is no {name} on this engine"));
    }

    [Fact]
    public async Task What_is_wrong_with_a_name_is_said_and_changes_nothing()
    {
        var name = _tool.Name;
        (await _tool.RunAsync("up", "swarm", name, "--workers", "0", "--no-visualizer")).Code.Should().Be(0);
        var made = await _tool.ListAsync();
        (await _tool.RunAsync("up", "swarm", name)).Should().Be((2, "", $"There is a swarm {name} already.\n  What to do: use it, or end it with 'infraspecs down {name}', or give another name.\n"));
        var near = name[..^1];
        (await _tool.RunAsync("down", near)).Should().Match<(int Code, string Output, string Error)>(
            it => it.Code == 2 && it.Error.StartsWith($"There is no {near} on this engine; did you mean {name}?\n"));
        (await _tool.RunAsync("break", name, "manger", "--kill")).Should().Be(
            (2, "", $"Swarm {name} has no node manger; did you mean manager?\n  It has manager.\n  What to do: name one of them.\n"));
        (await _tool.ListAsync()).Should().BeEquivalentTo(made);
        (await _tool.RunAsync("down", name)).Code.Should().Be(0);
    }

    private async Task ShouldBecomeSlowAsync(string name)
    {
        if ((await fixture.Engine.GetFeaturesAsync(Token)).WhyNot(EngineFeatures.NetworkFaults) is not null) return;
        (await _tool.RunAsync("break", name, "worker01", "--slow", "200ms")).Should().Be((0, $"worker01 is slow; 'infraspecs mend {name} worker01' brings it back\n", ""));
        (await _tool.RunAsync("break", name, "worker01", "--slow", "1s")).Should().Be(
            (2, "", $"worker01 is slow already.\n  What to do: end that with 'infraspecs mend {name} worker01', and say it again.\n"));
        await ShouldBeListedAsync(1, "worker01 slow");
        string[] ping = ["exec", $"swarm-{name}-worker01", "bash", "-c", "time (echo > /dev/tcp/registry/5000)"];
        (await _tool.DockerAsync(Nothing, ping)).Error.Should().MatchRegex(@"real\s+0m0\.[4-9]", "a connection goes there and back");
        (await _tool.RunAsync("mend", name, "worker01")).Should().Be((0, "worker01 is ready; it was slow\n", ""));
        (await _tool.DockerAsync(Nothing, ping)).Error.Should().MatchRegex(@"real\s+0m0\.[0-2]");
    }

    private static IReadOnlyDictionary<string, string> Nothing { get; } = new Dictionary<string, string>();

    private async Task ShouldBeListedAsync(int code, string state)
    {
        // Others may have named things on this engine too, of other states.
        var (ended, json, _) = await _tool.RunAsync("list", "--json");
        var its = JsonNode.Parse(json)!.AsArray().Single(it => it!["name"]!.GetValue<string>() == _tool.Name)!;
        its["state"]!.GetValue<string>().Should().Be(state);
        its["ready"]!.GetValue<bool>().Should().Be(code == 0);
        if (code != 0) ended.Should().Be(1);
        its["nodes"]!.GetValue<int>().Should().Be(3);
        its["memoryBytes"]!.GetValue<long>().Should().BeInRange(20_000_000, 4_000_000_000);
        its["context"]!.GetValue<string>().Should().Be(_tool.Context);
        (await _tool.RunAsync("list")).Output.Should().StartWith("NAME").And.MatchRegex($@"(?m)^{_tool.Name} +swarm +3 +{state}  ");
    }
}
