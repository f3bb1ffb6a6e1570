using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>One service as the managers saw it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Mode">How many tasks it has, and whether they run on or end.</param>
/// <param name="Running">How many of its tasks run and are wanted to.</param>
/// <param name="Wanted">How many shall.</param>
/// <param name="Image">Its image, without the digest.</param>
/// <param name="Digest">The digest that it names; null where it names a tag alone.</param>
public sealed record ServiceFacts(string Id, string Name, ServiceMode Mode, int Running, int Wanted, string Image, string? Digest)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Mode} {Running}/{Wanted} {Image}";

    internal static ServiceFacts Of(SwarmService service)
    {
        var image = ImageParts.Of(service.Spec?.TaskTemplate?.ContainerSpec?.Image ?? "");
        return new ServiceFacts(
            service.ID, service.Spec?.Name ?? service.ID, PlacementReader.ModeOf(service.Spec?.Mode),
            (int)(service.ServiceStatus?.RunningTasks ?? 0), (int)(service.ServiceStatus?.DesiredTasks ?? 0), image.Name, image.Digest);
    }
}
