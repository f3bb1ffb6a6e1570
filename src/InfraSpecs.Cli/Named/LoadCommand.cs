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
        command.SetVerb((parsed, output, token) => RunAsync(new EngineOptions(), parsed.GetValue(name)!, parsed.GetValue(images)!, output, token));
        return command;
    }

    /// <returns>The exit code: 0.</returns>
    internal static async Task<int> RunAsync(EngineOptions options, string name, IReadOnlyList<string> images, VerbOutput output, CancellationToken token)
    {
        await using var engine = await NamedLookup.ConnectAsync(options, token);
        var cluster = await NamedLookup.FindSwarmAsync(engine, name, "load", token);
        var loaded = new List<object>();
        foreach (var image in images)
        {
            var began = engine.Time.GetTimestamp();
            var known = await cluster.LoadAsync(image, token);
            var took = engine.Time.GetElapsedTime(began);
            await output.Progress.WriteLineAsync($"{image}: on all nodes, as {known} ({FailureText.Seconds(took, 1)})");
            loaded.Add(new { Image = image, Reference = known, Seconds = Math.Round(took.TotalSeconds, 3) });
        }

        await output.WriteAsync(new { Name = name, Images = loaded }, []);
        return 0;
    }
}
