using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cli.Named;

/// <summary>What is in a named cluster from the start.</summary>
[RequiresEngine(EngineFeatures.Privileged | EngineFeatures.Overlay)]
public sealed class NamedContentSpecs(EngineFixture fixture) : IAsyncLifetime
{
    private readonly NamedTool _tool = new(fixture.Engine);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _tool.DisposeAsync();

    [Fact]
    public async Task A_stack_runs_on_what_a_file_describes()
    {
        using var folder = new TemporaryFolder();
        folder.Write("swarm.yml", "workers:\n  - labels: { disk: ssd }\n    cpus: 0.5\n    memory: 512m\npreload: [echo]\nvisualizer: false\n");
        var stack = folder.Write("shop.yml", """
            version: "3.8"
            services:
              web:
                image: ${REPOSITORY:-example/echo}:latest
                deploy: { endpoint_mode: dnsrr, placement: { constraints: [node.labels.disk == ssd] } }
            """);
        var (code, output, error) = await _tool.RunAsync("up", "stack", stack, _tool.Name, "--wait", "-f", folder.At("swarm.yml"), "--json");
        code.Should().Be(0, error);
        ShouldBeSwarm(output, nodes: 2);
        error.Should().MatchRegex(@"\n  image echo +on all nodes, as example/echo:latest\n").And.MatchRegex(@"\n  stack shop +converged \d");
        var tasks = await _tool.DockerAsync(new Dictionary<string, string>(), "--context", _tool.Context, "stack", "ps", "shop", "--format", "{{.Node}} {{.DesiredState}}");
        tasks.Output.Should().Be("worker01 Running\n");
        var limits = await Task.WhenAll(new[] { "worker01", "manager" }.Select(async it =>
            (await fixture.Engine.Client.Containers.InspectContainerAsync($"swarm-{_tool.Name}-{it}", Token)).HostConfig!).ToList());
        limits.Select(it => (it.NanoCPUs, it.Memory)).Should().Equal((500_000_000, 512L << 20), (0, 0));

        (code, output, _) = await _tool.RunAsync("export", _tool.Name, folder.At("out"), "--json");
        code.Should().Be(0);
        JsonNode.Parse(output)!["files"]!.AsArray().Select(it => $"{it}").Should().Contain("tasks.txt").And.OnlyContain(it => File.Exists(folder.At($"out/{it}")));
        File.ReadAllText(folder.At("out/tasks.txt")).Should().Contain("shop_web.1");
        Directory.GetFiles(folder.At("out/worker01")).Should().ContainSingle().Which.Should().Contain("shop_web.1.");
        (await _tool.RunAsync("down", _tool.Name)).Code.Should().Be(0);
    }

    [Fact]
    public async Task The_visualizer_draws_it_and_one_that_cannot_be_had_is_said_to()
    {
        var (code, output, error) = await _tool.RunAsync("up", "swarm", _tool.Name, "--workers", "1");
        code.Should().Be(0);
        var address = Regex.Match(output, @"visualizer (http://127\.0\.0\.1:\d+/)").Groups[1].Value;
        using var http = new HttpClient();
        var view = await Wait.UntilAsync("the page", async linked => await ViewAsync(http, new Uri(address + "view"), linked), TimeSpan.FromSeconds(30), Token);
        view.Should().Contain("worker01").And.Contain("manager");
        (await _tool.RunAsync("down", _tool.Name)).Code.Should().Be(0);

        (code, output, error) = await _tool.RunAsync(new Dictionary<string, string> { ["INFRASPECS_IMAGE_VISUALIZER"] = "localhost:1/none:1" }, "up", "swarm", _tool.Name, "--workers", "0", "--json");
        code.Should().Be(0, "a cluster without a page is one");
        ShouldBeSwarm(output, nodes: 1);
        error.Should().MatchRegex(@"\n  visualizer +not started: .*localhost:1/none:1");
        (await _tool.RunAsync("down", _tool.Name)).Code.Should().Be(0);
    }

    [Fact]
    public async Task What_somebody_else_put_into_its_network_is_not_torn_out()
    {
        (await _tool.RunAsync("up", "swarm", _tool.Name, "--workers", "0", "--no-visualizer")).Code.Should().Be(0);
        var network = (await _tool.ListAsync()).Single(it => it.StartsWith("network "))["network ".Length..];
        await using (var guest = await fixture.Engine.StartAsync(
            fixture.Engine.NewContainer(await fixture.Engine.Images.GetAsync("busybox", Token), "guest").WithNetwork(network).WithCommand("sleep", "600"), Token))
        {
            var (code, _, error) = await _tool.RunAsync("down", _tool.Name);
            code.Should().Be(2);
            error.Should().StartWith($"Not all of swarm {_tool.Name} could be removed.\n  network {network}: ").And.Contain("has active endpoints")
                .And.EndWith($"\n  What to do: mend what the engine names, and say 'infraspecs down {_tool.Name}' again.\n");
            var listed = JsonNode.Parse((await _tool.RunAsync("list", "--json")).Output)!.AsArray().Single(it => it!["name"]!.GetValue<string>() == _tool.Name)!;
            listed["state"]!.GetValue<string>().Should().Be("unfinished");
        }

        (await _tool.RunAsync("down", _tool.Name)).Should().Be((0, $"swarm {_tool.Name} is gone: 1 thing, and docker context {_tool.Context}\n", ""));
    }

    private void ShouldBeSwarm(string output, int nodes)
    {
        var up = JsonNode.Parse(output)!;
        ($"{up["name"]}", $"{up["kind"]}", (bool)up["ready"]!, $"{up["context"]}").Should().Be((_tool.Name, "swarm", true, _tool.Context));
        up["nodes"]!.GetValue<int>().Should().Be(nodes);
        up["addresses"]!.AsObject().Select(it => it.Key).Should().Contain("manager:2376");
    }

    private static async ValueTask<Probe<string>> ViewAsync(HttpClient http, Uri address, CancellationToken token)
    {
        try
        {
            return await http.GetStringAsync(address, token) is var view && view.Contains("worker01") ? Probe.Ready(view) : Probe.NotYet<string>(view);
        }
        catch (HttpRequestException e)
        {
            return Probe.NotYet<string>(e.Message);
        }
    }
}
