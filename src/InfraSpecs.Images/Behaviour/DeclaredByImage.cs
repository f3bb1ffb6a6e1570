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
    public IReadOnlyList<int> TcpPorts => [.. Ports.Where(it => it.EndsWith("/tcp", StringComparison.Ordinal)).Select(NumberOf)];

    public static async Task<DeclaredByImage> ReadAsync(IDockerClient client, string image, CancellationToken token)
    {
        var inspect = await client.Images.InspectImageAsync(image, token);
        var config = inspect.Config;
        return new DeclaredByImage(
            inspect.ID, PlatformOf(inspect), PortsOf(config?.ExposedPorts?.Keys ?? []), HasCheck(config?.Healthcheck), StopSignal.Of(config?.StopSignal));
    }

    /// <summary>With what the container was given besides.</summary>
    public async Task<DeclaredByImage> OfContainerAsync(IDockerClient client, string container, CancellationToken token)
    {
        var config = (await client.Containers.InspectContainerAsync(container, token)).Config!;
        return this with { HasHealthcheck = HasCheck(config.Healthcheck), StopSignal = StopSignal.Of(config.StopSignal) };
    }

    private static bool HasCheck(HealthcheckConfig? check) => check?.Test is [not "NONE", ..];

    private static string PlatformOf(ImageInspectResponse image) => $"{image.Os}/{image.Architecture}{(string.IsNullOrEmpty(image.Variant) ? "" : "/" + image.Variant)}";

    private static IReadOnlyList<string> PortsOf(IEnumerable<string> ports) => [.. ports.Select(it => it.Contains('/') ? it : it + "/tcp").OrderBy(NumberOf).ThenBy(it => it, StringComparer.Ordinal)];

    private static int NumberOf(string port) => int.Parse(port.Split('/')[0], CultureInfo.InvariantCulture);
}
