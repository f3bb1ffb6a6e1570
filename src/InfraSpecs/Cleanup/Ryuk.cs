using DotNet.Testcontainers.Configurations;

namespace InfraSpecs.Cleanup;

/// <summary>Testcontainers' reaper, which removes a killed process's containers at once, where its image can be had.</summary>
internal static class Ryuk
{
    // What Testcontainers 4.16 takes where TestcontainersSettings names nothing else.
    private const string DefaultImage =
        "testcontainers/ryuk:0.14.0@sha256:7c1a8a9a47c780ed0f983770a662f80deb115d95cce3e2daa3d12115b8cd28f0";

    private static readonly TimeSpan PullWithin = TimeSpan.FromSeconds(60);

    /// <summary>Testcontainers fails every start where the reaper is on and its image is not to be had; so it is turned off there.</summary>
    public static async Task EnableWherePossibleAsync(ImageCatalog images, CancellationToken token)
    {
        if (!TestcontainersSettings.ResourceReaperEnabled) return;
        var image = TestcontainersSettings.ResourceReaperImage?.FullName ?? DefaultImage;
        if (await images.TryPullAsync(image, PullWithin, token) is not null) TestcontainersSettings.ResourceReaperEnabled = false;
    }
}
