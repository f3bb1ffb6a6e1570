using Docker.DotNet.Models;

namespace InfraSpecs.Swarm;

/// <summary>One service as the managers saw it.</summary>
public sealed record ServiceFacts
{
    /// <summary>The service's ID.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>How many tasks it has, and whether they run on or end.</summary>
    public ServiceMode Mode { get; init; }

    /// <summary>How many of its tasks run and are wanted to.</summary>
    public int Running { get; init; }

    /// <summary>How many of its tasks shall run.</summary>
    public int Wanted { get; init; }

    /// <summary>Its image, without the digest.</summary>
    public required string Image { get; init; }

    /// <summary>The digest that it names; null where it names a tag alone.</summary>
    public string? Digest { get; init; }

    /// <summary>Its ports that are reached from outside, as it asks for them; Published is null where the managers choose.</summary>
    public IReadOnlyList<ServicePort> Ports { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Mode} {Running}/{Wanted} {Image}";

    internal static async Task<IReadOnlyList<ServiceFacts>> ReadAsync(Cluster cluster, CancellationToken token) =>
    [
        .. (await cluster.Client.Swarm.ListServicesAsync(new ServiceListParameters { Status = true }, token)).Select(Read).OrderBy(it => it.Name, StringComparer.Ordinal),
    ];

    internal static ServiceFacts Read(SwarmService service)
    {
        var image = ImageName.Split(service.Spec?.TaskTemplate?.ContainerSpec?.Image ?? "");
        return new ServiceFacts
        {
            Id = service.ID,
            Name = service.Spec?.Name ?? service.ID,
            Mode = PlacementReader.ModeOf(service.Spec?.Mode),
            Running = (int)(service.ServiceStatus?.RunningTasks ?? 0),
            Wanted = (int)(service.ServiceStatus?.DesiredTasks ?? 0),
            Image = $"{image.WithoutDigest()}",
            Digest = image.Digest,
            Ports = [.. (service.Spec?.EndpointSpec?.Ports ?? []).Select(PortOf)],
        };
    }

    private static ServicePort PortOf(PortConfig port) => new((int)(port.TargetPort ?? 0), port.PublishedPort is > 0 and var published ? (int)published : null)
    {
        Mode = port.PublishMode == "host" ? PortMode.Host : PortMode.Ingress,
        Protocol = port.Protocol switch { "udp" => PortProtocol.Udp, "sctp" => PortProtocol.Sctp, _ => PortProtocol.Tcp },
    };
}
