using System.CommandLine;

namespace InfraSpecs.Cli;

/// <summary><c>infraspecs up KIND [NAME]</c>: makes something that outlives the command, under a name.</summary>
internal static class UpCommand
{
    public static Command Create() => new("up", "Starts a cluster or a server under a name. It outlives the command and a restart of the engine; 'infraspecs down' ends it.")
    {
        UpSwarmCommand.Create(), UpSwarmCommand.CreateForStack(), UpServerCommand.CreateRegistry(), UpServerCommand.CreateMySql(), UpServerCommand.CreateCron(),
    };

    /// <summary>Makes a named thing, or leaves nothing.</summary>
    /// <param name="options">On which engine.</param>
    /// <param name="thing">Its kind and name.</param>
    /// <param name="make">Makes it, and gives what is to be said once it is up.</param>
    /// <param name="output">Where progress goes, and what it is in the end.</param>
    /// <param name="token">Ends the attempt.</param>
    /// <returns>The exit code: 0.</returns>
    internal static async Task<int> RunAsync(
        EngineOptions options, NamedThing thing, Func<Engine, UpProgress, CancellationToken, Task<Func<NamedResources, CancellationToken, Task<IReadOnlyList<string>>>>> make,
        VerbOutput output, CancellationToken token)
    {
        await using var engine = await Engine.ConnectAsync(options with { Named = thing }, token);
        if ((await engine.ListNamedAsync(token)).FirstOrDefault(it => it.Thing.Name == thing.Name) is { } there) throw NamedException.Taken(there);
        await output.Progress.WriteLineAsync($"{thing}, on engine {engine.Version} at {engine.Endpoint}");
        TimeSpan took;
        Func<NamedResources, CancellationToken, Task<IReadOnlyList<string>>> afterwards;
        await using (var progress = new UpProgress(engine, thing, output.Progress))
        {
            afterwards = await output.WhileAsync($"{thing} starts", () => make(engine, progress, token));
            await engine.KeepAsync(token);
            took = progress.Elapsed;
        }

        var made = await NamedLookup.FindAsync(engine, thing.Name, token);
        var lines = await afterwards(made, token);
        var facts = await NamedFacts.ReadAsync(engine, made, token);
        await output.Progress.WriteLineAsync($"{thing.Name} is up after {FailureText.Seconds(took, 1)}{(facts.Memory is { } memory ? $", {Amounts.Size(memory)} of memory" : "")}.");
        foreach (var line in lines) await output.Progress.WriteLineAsync($"  {line}");
        await output.Progress.WriteLineAsync($"  infraspecs down {thing.Name}");
        await output.WriteAsync(NamedDocument.Of(facts), []);
        return 0;
    }
}
