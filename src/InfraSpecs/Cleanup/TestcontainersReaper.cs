using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;
using DotNet.Testcontainers.Images;

namespace InfraSpecs.Cleanup;

/// <summary>
/// Testcontainers' settings for its own reaper. Whether there is one is the user's to say: where it is turned off, containers that ask for it by WithCleanUp(true) are not removed
/// at their disposal either, so it is not turned off here. It gets our program in place of the image that it would pull.
/// </summary>
internal static class TestcontainersReaper
{
    /// <summary>False where the user has said so: by ResourceReaperEnabled, TESTCONTAINERS_RYUK_DISABLED or ~/.testcontainers.properties.</summary>
    public static bool IsWanted => TestcontainersSettings.ResourceReaperEnabled;

    /// <summary>What Testcontainers' own builders make in this process has this label, where they use the same engine. Its own reaper goes for good when the engine is started
    /// again, and ours does not.</summary>
    public static IEnumerable<string> FiltersAt(Uri engine) =>
        IsItsEngine(engine) ? [$"label={ResourceReaper.ResourceReaperSessionLabel}={ResourceReaper.DefaultSessionId:D}"] : [];

    /// <summary>Testcontainers starts this image, where nobody has named another.</summary>
    public static void Share(Uri engine, string image)
    {
        if (IsItsEngine(engine)) TestcontainersSettings.ResourceReaperImage ??= new DockerImage(image);
    }

    /// <summary>Whether it is the engine that Testcontainers' own builders use.</summary>
    public static bool IsItsEngine(Uri engine) => TestcontainersSettings.OS.DockerEndpointAuthConfig?.Endpoint == engine;
}
