using System.CommandLine;

namespace InfraSpecs.Cli;

/// <summary><c>infraspecs list</c>: what <c>infraspecs up</c> made, and how it is.</summary>
internal static class ListCommand
{
    private const string State = "STATE";
    private static readonly string[] Head = ["NAME", "KIND", "NODES", State, "AGE", "MEMORY", "DISK", "CONTEXT"];

    public static Command Create()
    {
        var command = new Command("list", "Lists what 'infraspecs up' made: state, age, memory and disk. Ends with 1 if something of it is not ready.");
        command.SetVerb((_, output, token) => RunAsync(new EngineOptions(), output, token));
        return command;
    }

    /// <returns>The exit code: 0 if all that is there is ready, or 1.</returns>
    internal static async Task<int> RunAsync(EngineOptions options, VerbOutput output, CancellationToken token)
    {
        await using var engine = await NamedLookup.ConnectAsync(options, token);
        var all = await Task.WhenAll((await engine.ListNamedAsync(token)).Select(it => NamedFacts.ReadAsync(engine, it, token)));
        await output.ShowAsync(
            all.Select(NamedDocument.Of),
            [all.Length == 0 ? Passage.Of("There is no named thing on this engine; 'infraspecs up swarm' makes one.") : Shown(all, engine.Time.GetUtcNow())]);
        return all.All(it => it.IsReady) ? 0 : 1;
    }

    private static Passage Shown(NamedFacts[] all, DateTimeOffset now)
    {
        var rows = all.Select(it => Row(it, now)).ToList();
        return new Passage([.. Table([Head, .. rows])])
        {
            Head = Head, Rows = [.. rows.Zip(all, (row, it) => row.Select((cell, column) => new Cell(cell, Head[column] != State ? Tone.Plain : it.IsReady ? Tone.Good : Tone.Bad)).ToList())],
        };
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
        it.Disk is { } disk ? Amounts.Size(disk) : "?", NamedDocument.ContextOf(it.Thing) ?? "-",
    ];
}
