using InfraSpecs.Swarm;

namespace InfraSpecs.Cli;

/// <summary>A named thing, as programs are told of it: sizes in bytes, times in UTC.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Nodes">How many containers it has: nodes, of a Swarm.</param>
/// <param name="State">"ready", or what is not.</param>
/// <param name="Ready">Whether all of it is.</param>
/// <param name="Made">When it was made; null where nobody knows.</param>
/// <param name="MemoryBytes">What its containers use; null where none of them runs.</param>
/// <param name="DiskBytes">What its containers wrote; null where one of them cannot be asked.</param>
/// <param name="Context">The docker context that leads to it; null where there is none.</param>
/// <param name="Addresses">Where its ports are reached from here, as role:port -> address.</param>
internal sealed record NamedDocument(
    string Name, string Kind, int Nodes, string State, bool Ready, DateTime? Made, long? MemoryBytes, long? DiskBytes, string? Context, IReadOnlyDictionary<string, string> Addresses)
{
    public static NamedDocument Of(NamedFacts it) => new(
        it.Thing.Name, it.Thing.Kind, it.Containers, it.State, it.IsReady, it.Made?.UtcDateTime, it.Memory, it.Disk, ContextOf(it.Thing), it.Addresses);

    public static string? ContextOf(NamedThing thing) => thing.Kind == NamedCluster.Kind && new DockerContext(thing.Name) is { IsThere: true } context ? context.Name : null;
}
