using System.CommandLine;
using InfraSpecs.Swarm;

namespace InfraSpecs.Cli;

/// <summary><c>infraspecs export NAME DIR</c>: what somebody needs who is to find out what went wrong.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var (name, folder) = (NamedArgument.Create(), new Argument<string>("dir") { Description = "The folder; it is made, and what is in it of the same names is replaced." });
        var command = new Command("export", "Writes logs, events and inspections of a named thing into a folder, of a Swarm's tasks too; no values of environment variables.") { name, folder };
        command.SetVerb((parsed, output, token) => RunAsync(new EngineOptions(), parsed.GetValue(name)!, parsed.GetValue(folder)!, output, token));
        return command;
    }

    /// <returns>The exit code: 0.</returns>
    internal static async Task<int> RunAsync(EngineOptions options, string name, string folder, VerbOutput output, CancellationToken token)
    {
        await using var engine = await NamedLookup.ConnectAsync(options, token);
        var named = await NamedLookup.FindAsync(engine, name, token);
        var export = new NamedExport(engine, Directory.CreateDirectory(folder).FullName);
        await export.WriteFactsAsync(await NamedFacts.ReadAsync(engine, named, token), token);
        foreach (var container in named.Resources.Containers) await export.WriteContainerAsync(container, token);
        await export.WriteEventsAsync(named.Thing, token);
        if (named.Thing.Kind == NamedCluster.Kind) await export.WriteSwarmAsync(await new NamedCluster(engine, named).ReadNodesAsync(token), token);
        await output.WriteAsync(new { export.Folder, export.Files }, [$"{FailureText.Count(export.Files.Count, "file")} in {export.Folder}"]);
        return 0;
    }
}
