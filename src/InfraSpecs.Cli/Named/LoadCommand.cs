using System.CommandLine;

namespace InfraSpecs.Cli;

/// <summary><c>infraspecs load NAME IMAGE…</c>: gives images to all nodes of a named cluster, through its registry.</summary>
internal static class LoadCommand
{
    public static Command Create()
    {
        var name = NamedArgument.Create();
        var images = new Argument<string[]>("image") { Description = "References that the engine has or can pull, or image sources.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("load", "Gives images to the cluster's registry and to all nodes that run.") { name, images };
        command.SetAction((parsed, token) => RunAsync(new EngineOptions(), parsed.GetValue(name)!, parsed.GetValue(images)!, Console.Out, token));
        return command;
    }

    /// <returns>The exit code: 0.</returns>
    internal static async Task<int> RunAsync(EngineOptions options, string name, IReadOnlyList<string> images, TextWriter output, CancellationToken token)
    {
        await using var engine = await NamedLookup.ConnectAsync(options, token);
        var cluster = await NamedLookup.FindSwarmAsync(engine, name, "load", token);
        foreach (var image in images)
        {
            var began = engine.Time.GetTimestamp();
            var known = await cluster.LoadAsync(image, token);
            await output.WriteLineAsync($"{image}: on all nodes, as {known} ({FailureText.Seconds(engine.Time.GetElapsedTime(began), 1)})");
        }

        return 0;
    }
}
