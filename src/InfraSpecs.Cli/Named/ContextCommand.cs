using System.CommandLine;
using InfraSpecs.Swarm;

namespace InfraSpecs.Cli;

/// <summary><c>infraspecs context NAME</c>: the docker command, led to a named cluster.</summary>
internal static class ContextCommand
{
    public static Command Create()
    {
        var name = NamedArgument.Create();
        var env = new Option<bool>("--env") { Description = "Prints the same as exports, for eval in a shell." };
        var command = new Command("context", "Makes the docker context swarm-NAME anew, never the current one. With --env also for a MySQL server.") { name, env };
        command.SetVerb((parsed, output, token) => RunAsync(new EngineOptions(), parsed.GetValue(name)!, parsed.GetValue(env), output, token));
        return command;
    }

    /// <returns>The exit code: 0.</returns>
    internal static async Task<int> RunAsync(EngineOptions options, string name, bool env, VerbOutput output, CancellationToken token)
    {
        await using var engine = await NamedLookup.ConnectAsync(options, token);
        var named = await NamedLookup.FindAsync(engine, name, token);
        if (named.Thing.Kind != NamedCluster.Kind) return await SayServersAsync(engine, named, env, output, token);
        var cluster = new NamedCluster(engine, named);
        if (!DockerContext.CanLeadTo(engine)) throw NamedException.Elsewhere(DockerContext.NameFor(name), engine.Endpoint);
        var (context, access) = (new DockerContext(name), await cluster.ReadAccessAsync(token));
        await context.WriteAsync(access, token);
        var document = new ContextDocument(name, context.Name, access.Endpoint.OriginalString, context.KeyFolder, env ? context.Variables(access.Endpoint) : null);
        await output.WriteAsync(document, env ? context.Exports(access.Endpoint) : [$"docker --context {context.Name} node ls"]);
        return 0;
    }

    private static async Task<int> SayServersAsync(Engine engine, NamedResources named, bool env, VerbOutput output, CancellationToken token)
    {
        if (!env || named.Thing.Kind != UpServerCommand.MySqlKind) throw NamedException.NoExports(named.Thing);
        var variables = await MySqlAccess.ReadVariablesAsync(engine, named, token);
        await output.WriteAsync(new ContextDocument(named.Thing.Name, null, null, null, variables), ShellExports.Of(variables));
        return 0;
    }

    /// <param name="Name">Of the cluster or the server.</param>
    /// <param name="Context">The docker context; null of a server.</param>
    /// <param name="Endpoint">Where the context leads to; null of a server.</param>
    /// <param name="KeyFolder">Where its keys are; null of a server.</param>
    /// <param name="Variables">The same for the environment of a client, secrets too; null unless <c>--env</c> asks for it.</param>
    private sealed record ContextDocument(string Name, string? Context, string? Endpoint, string? KeyFolder, IReadOnlyDictionary<string, string>? Variables);
}
