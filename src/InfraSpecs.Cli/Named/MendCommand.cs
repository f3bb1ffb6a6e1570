using System.CommandLine;

namespace InfraSpecs.Cli;

/// <summary><c>infraspecs mend NAME [NODE]</c>: makes whole what is broken, by <c>infraspecs break</c> or otherwise.</summary>
internal static class MendCommand
{
    public static Command Create()
    {
        var (name, node) = (NamedArgument.Create(), new Argument<string?>("node") { Description = "The node; default all, and the registry.", Arity = ArgumentArity.ZeroOrOne });
        var command = new Command("mend", "Starts nodes that are stopped, connects those that are cut off, activates those that are drained, ends delays, and waits until all are ready.") { name, node };
        command.SetVerb((parsed, output, token) => RunAsync(new EngineOptions(), parsed.GetValue(name)!, parsed.GetValue(node), output, token));
        return command;
    }

    /// <returns>The exit code: 0.</returns>
    internal static async Task<int> RunAsync(EngineOptions options, string name, string? node, VerbOutput output, CancellationToken token)
    {
        await using var engine = await NamedLookup.ConnectAsync(options, token);
        var cluster = await NamedLookup.FindSwarmAsync(engine, name, "mend", token);
        if (node is not null)
        {
            var nodes = await cluster.ReadNodesAsync(token);
            if (nodes.All(it => it.Name != node)) throw NamedException.NoNode(name, node, [.. nodes.Select(it => it.Name)]);
        }

        var mended = (await cluster.MendAsync(node, token)).Select(it => it.Split(' ', 2)).Select(it => new { Node = it[0], Was = it[1] }).ToList();
        await output.WriteAsync(new { Name = name, Mended = mended }, mended.Select(it => $"{it.Node} is ready; it was {it.Was}").DefaultIfEmpty($"{node ?? name}: nothing to mend"));
        return 0;
    }
}
