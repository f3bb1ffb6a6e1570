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
        command.SetAction((parsed, token) => RunAsync(new EngineOptions(), parsed.GetValue(name)!, parsed.GetValue(env), Console.Out, token));
        return command;
    }

    /// <returns>The exit code: 0.</returns>
    internal static async Task<int> RunAsync(EngineOptions options, string name, bool env, TextWriter output, CancellationToken token)
    {
        await using var engine = await NamedLookup.ConnectAsync(options, token);
        var named = await NamedLookup.FindAsync(engine, name, token);
        if (named.Thing.Kind != NamedCluster.Kind) return await SayServersAsync(engine, named, env, output, token);
        var cluster = new NamedCluster(engine, named);
        if (!DockerContext.CanLeadTo(engine)) throw NamedException.Elsewhere(DockerContext.NameFor(name), engine.Endpoint);
        var (context, access) = (new DockerContext(name), await cluster.ReadAccessAsync(token));
        await context.WriteAsync(access, token);
        if (!env) await output.WriteLineAsync($"docker --context {context.Name} node ls");
        else foreach (var line in context.Exports(access.Endpoint)) await output.WriteLineAsync(line);
        return 0;
    }

    private static async Task<int> SayServersAsync(Engine engine, NamedResources named, bool env, TextWriter output, CancellationToken token)
    {
        if (!env || named.Thing.Kind != UpServerCommand.MySqlKind) throw NamedException.NoExports(named.Thing);
        foreach (var line in await MySqlAccess.ExportsAsync(engine, named, token)) await output.WriteLineAsync(line);
        return 0;
    }
}
