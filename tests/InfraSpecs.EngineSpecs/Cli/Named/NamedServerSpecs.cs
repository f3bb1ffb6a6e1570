using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using InfraSpecs.Xunit;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.Cli.Named;

[RequiresEngine]
public sealed class NamedServerSpecs(EngineFixture fixture) : IAsyncLifetime
{
    private readonly NamedTool _tool = new(fixture.Engine);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _tool.DisposeAsync();

    [Fact]
    public async Task A_registry_is_where_it_was_after_a_restart()
    {
        var (code, output, error) = await _tool.RunAsync("up", "registry", _tool.Name, "--json");
        code.Should().Be(0);
        error.Should().Contain($"{_tool.Name} is up after ", "progress is no part of the document");
        var up = JsonNode.Parse(output)!;
        (up["name"]!.GetValue<string>(), up["kind"]!.GetValue<string>(), up["ready"]!.GetValue<bool>()).Should().Be((_tool.Name, "registry", true));
        var address = await AddressAsync("registry:5000");
        await RestartAsync($"registry-{_tool.Name}");
        (await AddressAsync("registry:5000")).Should().Be(address);
        using var http = new HttpClient();
        (await Wait.UntilAsync("the registry", async linked => await AnswersAsync(http, $"http://{address}/v2/", linked), TimeSpan.FromSeconds(20), Token)).Should().Be("{}");
        (await _tool.RunAsync("context", _tool.Name, "--env")).Should().Be(
            (2, "", $"{_tool.Name} is a registry, which no docker context leads to.\n  What to do: 'infraspecs list --json' has its addresses.\n"));
        (await _tool.RunAsync("mend", _tool.Name)).Should().Be((2, "", $"{_tool.Name} is a registry, and 'infraspecs mend' is for a swarm.\n  What to do: 'infraspecs list' shows what there is.\n"));
        (await _tool.RunAsync("mend", _tool.Name, "--json")).Output.Should().Contain($"\"subject\": \"{_tool.Name}\"").And.Contain("\"error\": \"").And.Contain("is for a swarm.");
        (code, output, error) = await _tool.RunAsync("down", _tool.Name, "--json");
        (code, error).Should().Be((0, $"registry {_tool.Name} is gone: 2 things\n"));
        JsonNode.Parse(output)!["removed"]![0]!.ToJsonString().Should().Be($$"""{"name":"{{_tool.Name}}","kind":"registry","things":2,"context":null}""");
    }

    [Fact]
    public async Task A_mysql_server_keeps_its_data_and_its_password()
    {
        await ShouldBeUpAsync("mysql", "mysql:3306", "--database", "shop");
        var exports = (await _tool.RunAsync("context", _tool.Name, "--env")).Output;
        exports.Should().MatchRegex(@"\Aexport MYSQL_HOST=127\.0\.0\.1\nexport MYSQL_TCP_PORT=\d+\nexport MYSQL_PWD='Is-[0-9a-f]{32}'\n\z");
        await QueryAsync(exports, "CREATE TABLE shop.t (id INT PRIMARY KEY); INSERT INTO shop.t VALUES (7)");
        await RestartAsync($"mysql-{_tool.Name}");
        (await _tool.RunAsync("context", _tool.Name, "--env")).Output.Should().Be(exports);
        JsonNode.Parse((await _tool.RunAsync("context", _tool.Name, "--env", "--json")).Output)!["variables"]!["MYSQL_PWD"]!.GetValue<string>().Should().Be(exports.Split('\'')[1]);
        (await Wait.UntilAsync("the server", async _ => await QueryAsync(exports, "SELECT id FROM shop.t") is var said && said.ExitCode == 0
            ? Probe.Ready(said.Output) : Probe.NotYet<string>(said.Error), TimeSpan.FromMinutes(1), Token)).Should().Be("7\n");

        using var folder = new TemporaryFolder();
        var (code, output, error) = await _tool.RunAsync("export", _tool.Name, folder.FullName, "--json");
        (code, error).Should().Be((0, ""));
        var name = $"mysql-{_tool.Name}";
        folder.Files.Should().BeEquivalentTo("list.json", "events.jsonl", $"{name}.json", $"{name}.log");
        JsonNode.Parse(output)!["folder"]!.GetValue<string>().Should().Be(folder.FullName);
        JsonNode.Parse(output)!["files"]!.AsArray().Select(it => it!.GetValue<string>()).Should().BeEquivalentTo(folder.Files);
        var text = string.Concat(folder.Files.Select(it => File.ReadAllText(folder.At(it))));
        text.Should().Contain("ready for connections").And.NotContain(exports.Split('\'')[1], "secrets are in no export");
        File.ReadLines(folder.At("events.jsonl")).Select(it => JsonNode.Parse(it)!["Action"]!.GetValue<string>())
            .Should().Contain(it => it.StartsWith("exec_start: "), "the engine keeps its last 256 events, of all that runs on it, and the query was just now");
        JsonDocument.Parse(await File.ReadAllTextAsync(folder.At($"{name}.json"), Token)).RootElement.GetProperty("Config").GetProperty("Env").EnumerateArray()
            .Select(it => it.GetString()).Should().Contain("MYSQL_DATABASE=").And.OnlyContain(it => it!.EndsWith('='));
        (await _tool.RunAsync("down", _tool.Name)).Code.Should().Be(0);
    }

    [Fact]
    public async Task A_cron_container_runs_its_jobs_after_a_restart()
    {
        await ShouldBeUpAsync("cron", null);
        await RestartAsync($"cron-{_tool.Name}");
        (await _tool.RunAsync("list")).Output.Should().MatchRegex($"(?m)^{_tool.Name} +cron +1 +ready ");
        var exec = await ContainerCommand.ExecAsync(fixture.Engine.Client, $"cron-{_tool.Name}", ["date", "+%Y"], new ExecOptions(), Token);
        exec.Output.Trim().Should().Be($"{fixture.Engine.Time.GetUtcNow():yyyy}");
        (await _tool.RunAsync("down", _tool.Name)).Output.Should().Be($"cron {_tool.Name} is gone: 1 thing\n");
    }

    /// <summary>Its document says what it is, and its addresses are those of ports that answer.</summary>
    private async Task ShouldBeUpAsync(string kind, string? port, params string[] options)
    {
        var (code, output, error) = await _tool.RunAsync(["up", kind, _tool.Name, .. options, "--json"]);
        code.Should().Be(0, error);
        var up = JsonNode.Parse(output)!.AsObject();
        up.Select(it => it.Key).Should().Equal("name", "kind", "nodes", "state", "ready", "made", "memoryBytes", "diskBytes", "context", "addresses");
        ($"{up["name"]}", $"{up["kind"]}", $"{up["nodes"]}", $"{up["state"]}", (bool)up["ready"]!, up["context"]).Should().Be((_tool.Name, kind, "1", "ready", true, null));
        up["memoryBytes"]!.GetValue<long>().Should().BePositive();
        (fixture.Engine.Time.GetUtcNow().UtcDateTime - up["made"]!.GetValue<DateTime>()).Should().BeLessThan(TimeSpan.FromMinutes(5));
        up["addresses"]!.AsObject().Select(it => it.Key).Should().Equal(port is null ? [] : [port]);
        if (port is null) return;
        using var client = new TcpClient();
        var address = $"{up["addresses"]![port]}".Split(':');
        await client.ConnectAsync(address[0], int.Parse(address[1], CultureInfo.InvariantCulture), Token);
    }

    private async Task<ExecOutcome> QueryAsync(string exports, string sql) => await ContainerCommand.ExecAsync(
        fixture.Engine.Client, $"mysql-{_tool.Name}", ["mysql", "--host=127.0.0.1", "-uroot", "-N", "-e", sql],
        new ExecOptions { Environment = new Dictionary<string, string> { ["MYSQL_PWD"] = exports.Split('\'')[1] } }, Token);

    private Task RestartAsync(string container) => fixture.Engine.Client.Containers.RestartContainerAsync(container, new() { WaitBeforeKillSeconds = 10 }, Token);

    private async Task<string> AddressAsync(string port) => JsonNode.Parse((await _tool.RunAsync("list", "--json")).Output)!.AsArray()
        .Single(it => it!["name"]!.GetValue<string>() == _tool.Name)!["addresses"]![port]!.GetValue<string>();

    private static async ValueTask<Probe<string>> AnswersAsync(HttpClient http, string address, CancellationToken token)
    {
        try
        {
            return Probe.Ready(await http.GetStringAsync(new Uri(address), token));
        }
        catch (HttpRequestException e)
        {
            return Probe.NotYet<string>(e.Message);
        }
    }
}
