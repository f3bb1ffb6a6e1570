using System.Globalization;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.Images.Behaviour;

/// <summary>What an image, or a container that was given more, declares of its behaviour.</summary>
/// <param name="ImageId">The image's id.</param>
/// <param name="Platform">As "linux/amd64".</param>
/// <param name="Ports">As "80/tcp", in the order of their numbers.</param>
/// <param name="HasHealthcheck">It declares how its health is checked.</param>
/// <param name="StopSignal">The signal that a stop begins with.</param>
internal sealed record DeclaredByImage(string ImageId, string Platform, IReadOnlyList<string> Ports, bool HasHealthcheck, StopSignal StopSignal)
{
    /// <summary>The ports of protocols whose sockets are looked at.</summary>
    public IReadOnlyList<string> SeenPorts => [.. Ports.Where(it => !it.EndsWith("/sctp", StringComparison.Ordinal))];

    /// <summary>Whose network the container is in, where it has none of its own: "host", "container:…".</summary>
    public string? SharedNetwork { get; private init; }

    private HealthcheckConfig? Check { get; init; }

    public static async Task<DeclaredByImage> ReadAsync(IDockerClient client, string image, CancellationToken token)
    {
        var inspect = await client.Images.InspectImageAsync(image, token);
        var config = inspect.Config;
        return new DeclaredByImage(
            inspect.ID, PlatformOf(inspect), PortsOf(config?.ExposedPorts?.Keys ?? []), ContainerHealth.IsChecked(config?.Healthcheck), StopSignal.Parse(config?.StopSignal))
        {
            Check = config?.Healthcheck,
        };
    }

    /// <summary>Its check is run soon, unless its image says when.</summary>
    public void HurryCheck(CreateContainerParameters create, TimeSpan within) => ContainerHealth.Hurry(create, Check, within);

    /// <summary>With what the container was given besides.</summary>
    /// <exception cref="ImageTestException">It shares its processes with others, whose process 1 is not the image's.</exception>
    public async Task<DeclaredByImage> OfContainerAsync(IDockerClient client, string container, CancellationToken token)
    {
        var inspect = await client.Containers.InspectContainerAsync(container, token);
        if (inspect.HostConfig?.PidMode is { Length: > 0 } processes) throw ImageTestException.SharedProcesses(inspect.Config!.Image!, processes);
        var network = inspect.HostConfig?.NetworkMode;
        return this with
        {
            HasHealthcheck = ContainerHealth.IsChecked(inspect.Config!.Healthcheck),
            StopSignal = StopSignal.Parse(inspect.Config.StopSignal),
            SharedNetwork = network == "host" || network?.StartsWith("container:", StringComparison.Ordinal) == true ? network : null,
        };
    }

    private static string PlatformOf(ImageInspectResponse image) => $"{image.Os}/{image.Architecture}{(string.IsNullOrEmpty(image.Variant) ? "" : "/" + image.Variant)}";

    private static IReadOnlyList<string> PortsOf(IEnumerable<string> ports) => [.. ports.Select(it => it.Contains('/') ? it : it + "/tcp").OrderBy(NumberOf).ThenBy(it => it, StringComparer.Ordinal)];

    private static int NumberOf(string port) => int.Parse(port.Split('/')[0], CultureInfo.InvariantCulture);
}
