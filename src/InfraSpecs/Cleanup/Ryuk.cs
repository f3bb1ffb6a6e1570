using Docker.DotNet;
using DotNet.Testcontainers.Configurations;

namespace InfraSpecs.Cleanup;

/// <summary>Testcontainers' reaper, which removes a killed process's containers at once, where its image can be had.</summary>
internal static class Ryuk
{
    // What Testcontainers 4.16 takes where TestcontainersSettings names nothing else.
    private const string DefaultImage =
        "testcontainers/ryuk:0.14.0@sha256:7c1a8a9a47c780ed0f983770a662f80deb115d95cce3e2daa3d12115b8cd28f0";

    private static readonly TimeSpan PullWithin = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Testcontainers fails every start of a container that carries the reaper's label, where the reaper is on and its image is not to be had. So containers of InfraSpecs
    /// carry it only where it is; the setting of the process, which is for the user's own containers too, stays as it is.
    /// </summary>
    public static async Task<bool> IsThereAsync(IDockerClient client, TimeProvider time, CancellationToken token)
    {
        if (!TestcontainersSettings.ResourceReaperEnabled) return false;
        var image = TestcontainersSettings.ResourceReaperImage?.FullName ?? DefaultImage;
        return await ImagePull.TryAsync(client, time, image, PullWithin, token) is null;
    }
}
