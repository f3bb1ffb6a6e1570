using System.CommandLine;
using InfraSpecs.Swarm;

namespace InfraSpecs.Cli;

/// <summary><c>infraspecs down NAME | --all</c>: ends what <c>infraspecs up</c> made.</summary>
internal static class DownCommand
{
    public static Command Create()
    {
        var names = new Argument<string[]>("name") { Description = "What to end.", Arity = ArgumentArity.ZeroOrMore };
        var all = new Option<bool>("--all") { Description = "Ends everything that 'infraspecs list' shows." };
        var command = new Command("down", "Ends what 'infraspecs up' made, with all that is in it. Ends with 2 if there is no such thing, or the engine does not let it go.") { names, all };
        command.Validators.Add(said =>
        {
            if (said.GetValue(names) is { Length: > 0 } == said.GetValue(all)) said.AddError("Name what to end, or say --all.");
        });
        command.SetVerb((parsed, output, token) => RunAsync(new EngineOptions(), parsed.GetValue(all) ? null : parsed.GetValue(names), output, token));
        return command;
    }

    /// <param name="options">On which engine.</param>
    /// <param name="names">What to end; null for everything.</param>
    /// <param name="output">Where each end is told.</param>
    /// <param name="token">Ends the attempt.</param>
    /// <returns>The exit code: 0.</returns>
    internal static async Task<int> RunAsync(EngineOptions options, IReadOnlyList<string>? names, VerbOutput output, CancellationToken token)
    {
        await using var engine = await NamedLookup.ConnectAsync(options, token);
        var there = await engine.ListNamedAsync(token);
        if (names?.FirstOrDefault(name => there.All(it => it.Thing.Name != name)) is { } unknown) throw NamedException.Unknown(unknown, [.. there.Select(it => it.Thing.Name)]);
        var removed = new List<object>();
        foreach (var named in there.Where(it => names is null || names.Contains(it.Thing.Name)))
        {
            var refused = await engine.RemoveNamedAsync(named, token);
            if (refused.Count > 0) throw NamedException.NotRemoved(named.Thing, refused);
            var hadContext = named.Thing.Kind == NamedCluster.Kind && await new DockerContext(named.Thing.Name).RemoveAsync(token);
            var (things, context) = (named.Resources.All.Count(), hadContext ? DockerContext.NameFor(named.Thing.Name) : null);
            await output.Progress.WriteLineAsync($"{named.Thing} is gone: {FailureText.Count(things, "thing")}{(context is null ? "" : $", and docker context {context}")}");
            removed.Add(new { named.Thing.Name, named.Thing.Kind, Things = things, Context = context });
        }

        await output.WriteAsync(new { Removed = removed }, there.Count == 0 ? ["There is no named thing on this engine."] : []);
        return 0;
    }
}
