using System.CommandLine;
using System.Text.Json;
using InfraSpecs.Swarm;

namespace InfraSpecs.Cli;

/// <summary><c>infraspecs list</c>: what <c>infraspecs up</c> made, and how it is.</summary>
internal static class ListCommand
{
    private static readonly string[] Head = ["NAME", "KIND", "NODES", "STATE", "AGE", "MEMORY", "DISK", "CONTEXT"];
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "As JSON: sizes in bytes, times in UTC, and the addresses of all ports." };
        var command = new Command("list", "Lists what 'infraspecs up' made: state, age, memory and disk. Ends with 1 if something of it is not ready.") { json };
        command.SetAction((parsed, token) => RunAsync(new EngineOptions(), parsed.GetValue(json), Console.Out, token));
        return command;
    }

    /// <returns>The exit code: 0 if all that is there is ready, or 1.</returns>
    internal static async Task<int> RunAsync(EngineOptions options, bool json, TextWriter output, CancellationToken token)
    {
        await using var engine = await NamedLookup.ConnectAsync(options, token);
        var all = await Task.WhenAll((await engine.ListNamedAsync(token)).Select(it => NamedFacts.ReadAsync(engine, it, token)));
        if (json) await output.WriteLineAsync(JsonSerializer.Serialize(all.Select(Described), Form));
        else if (all.Length == 0) await output.WriteLineAsync("There is no named thing on this engine; 'infraspecs up swarm' makes one.");
        else foreach (var line in Table([Head, .. all.Select(it => Row(it, engine.Time.GetUtcNow()))])) await output.WriteLineAsync(line);
        return all.All(it => it.IsReady) ? 0 : 1;
    }

    /// <summary>Columns as wide as what is in them.</summary>
    internal static IEnumerable<string> Table(IReadOnlyList<string[]> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToList();
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }

    private static string[] Row(NamedFacts it, DateTimeOffset now) =>
    [
        it.Thing.Name, it.Thing.Kind, $"{it.Containers}", it.State, it.Made is { } made ? Amounts.Age(now - made) : "?", it.Memory is { } memory ? Amounts.Size(memory) : "-",
        it.Disk is { } disk ? Amounts.Size(disk) : "?", ContextOf(it) ?? "-",
    ];

    private static object Described(NamedFacts it) => new
    {
        it.Thing.Name, it.Thing.Kind, Nodes = it.Containers, it.State, Ready = it.IsReady, Made = it.Made?.UtcDateTime, MemoryBytes = it.Memory, DiskBytes = it.Disk,
        Context = ContextOf(it), it.Addresses,
    };

    private static string? ContextOf(NamedFacts it) => it.Thing.Kind == NamedCluster.Kind && new DockerContext(it.Thing.Name) is { IsThere: true } context ? context.Name : null;
}
