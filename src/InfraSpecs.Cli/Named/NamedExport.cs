using System.Text.Json;
using Docker.DotNet.Models;
using InfraSpecs.Swarm;

namespace InfraSpecs.Cli;

/// <summary>Files that tell of a named thing.</summary>
/// <param name="engine">Where it is.</param>
/// <param name="folder">Where they go.</param>
internal sealed class NamedExport(Engine engine, string folder)
{
    private static readonly JsonSerializerOptions Form = new() { WriteIndented = true };

    // What the managers know, each as the docker command says it.
    private static readonly (string File, string Command)[] OfManagers =
    [
        ("nodes.txt", "docker node ls"), ("services.txt", "docker service ls"), ("tasks.txt", "docker node ps --no-trunc $(docker node ls -q)"), ("networks.txt", "docker network ls"),
    ];

    private readonly List<string> _files = [];

    public string Folder => folder;

    /// <summary>What was written, by the paths below the folder.</summary>
    public IReadOnlyList<string> Files => _files;

    public Task WriteFactsAsync(NamedFacts facts, CancellationToken token) => WriteAsync("list.json", JsonSerializer.Serialize(facts, Form), token);

    public async Task WriteContainerAsync(EngineResource container, CancellationToken token)
    {
        var inspect = await engine.Client.Containers.InspectContainerAsync(container.Id, token);
        // Passwords are given to containers in their environment.
        if (inspect.Config is { Env: { } variables } config) config.Env = [.. variables.Select(it => it.Split('=')[0] + "=")];
        await WriteAsync($"{container.Name}.json", JsonSerializer.Serialize(inspect, Form), token);
        using var log = await engine.Client.Containers.GetContainerLogsAsync(container.Id, new ContainerLogsParameters { ShowStdout = true, ShowStderr = true, Timestamps = true }, token);
        await using var file = File.Create(PathOf($"{container.Name}.log"));
        await log.CopyOutputToAsync(Stream.Null, file, file, token);
    }

    /// <summary>The events that the engine still knows; it keeps the last 256.</summary>
    public async Task WriteEventsAsync(NamedThing thing, CancellationToken token)
    {
        var lines = new List<string>();
        var which = new ContainerEventsParameters
        {
            Since = "0",
            Until = $"{engine.Time.GetUtcNow().ToUnixTimeSeconds()}",
            Filters = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [$"{NamedThing.NameLabel}={thing.Name}"] = true } },
        };
        await engine.Client.System.MonitorEventsAsync(which, new Heard(lines), token);
        await WriteAsync("events.jsonl", string.Concat(lines.Select(it => it + "\n")), token);
    }

    public async Task WriteSwarmAsync(IReadOnlyList<NamedNode> nodes, CancellationToken token)
    {
        if (nodes.FirstOrDefault(it => it is { IsManager: true, IsRunning: true }) is { } manager)
        {
            foreach (var (file, command) in OfManagers) await WriteAsync(file, await SaidAsync(manager, command, token), token);
        }

        foreach (var node in nodes.Where(it => it.IsRunning))
        {
            foreach (var task in (await SaidAsync(node, "docker ps --all --format '{{.Names}}'", token)).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                var outcome = await ContainerCommand.ExecAsync(engine.Client, node.ContainerId, ["sh", "-c", "timeout 30 docker logs --timestamps \"$0\" 2>&1", task], new ExecOptions(), token);
                await WriteAsync(Path.Combine(node.Name, $"{task}.log"), outcome.Output, token);
            }
        }
    }

    private async Task<string> SaidAsync(NamedNode node, string command, CancellationToken token)
    {
        var outcome = await ContainerCommand.ExecAsync(engine.Client, node.ContainerId, ["timeout", "30", "sh", "-c", command], new ExecOptions(), token);
        return outcome.Output + outcome.Error;
    }

    private Task WriteAsync(string file, string text, CancellationToken token) => File.WriteAllTextAsync(PathOf(file), text, token);

    private string PathOf(string file)
    {
        _files.Add(file.Replace('\\', '/'));
        var path = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    private sealed class Heard(List<string> lines) : IProgress<Message>
    {
        public void Report(Message value) => lines.Add(JsonSerializer.Serialize(value));
    }
}
