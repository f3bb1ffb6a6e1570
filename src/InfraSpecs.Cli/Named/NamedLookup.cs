using InfraSpecs.Swarm;

namespace InfraSpecs.Cli;

/// <summary>Named things on an engine, by their names.</summary>
internal static class NamedLookup
{
    /// <exception cref="NamedException">There is none of that name.</exception>
    public static async Task<NamedResources> FindAsync(Engine engine, string name, CancellationToken token)
    {
        var all = await engine.ListNamedAsync(token);
        return all.FirstOrDefault(it => it.Thing.Name == name) ?? throw NamedException.Unknown(name, [.. all.Select(it => it.Thing.Name)]);
    }

    /// <exception cref="NamedException">There is none of that name, or it is something else.</exception>
    public static async Task<NamedCluster> FindSwarmAsync(Engine engine, string name, string verb, CancellationToken token)
    {
        var found = await FindAsync(engine, name, token);
        return found.Thing.Kind == NamedCluster.Kind ? new NamedCluster(engine, found) : throw NamedException.OtherKind(found.Thing, verb);
    }

    /// <summary>A connection that only looks, and makes nothing.</summary>
    public static Task<Engine> ConnectAsync(EngineOptions options, CancellationToken token) => Engine.ConnectAsync(options with { Sweep = false }, token);
}
