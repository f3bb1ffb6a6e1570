using Docker.DotNet;

namespace InfraSpecs.MySql;

/// <summary>The golden volumes of an engine: a cache of initialised data directories, which nothing but this removes.</summary>
public static class GoldenVolumes
{
    /// <summary>Removes those that no container uses. Specs that run meanwhile make new ones, or their data the image's own way.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="token">Stops removing.</param>
    /// <returns>The names of the removed volumes.</returns>
    public static async Task<IReadOnlyList<string>> RemoveAllAsync(Engine engine, CancellationToken token)
    {
        var volumes = (await engine.Client.Volumes.ListAsync(token)).Volumes ?? [];
        List<string> removed = [];
        // What says that a volume is whole goes before the volume.
        foreach (var name in volumes.Select(it => it.Name).Where(IsGolden).OrderByDescending(name => name.Length))
        {
            try
            {
                await engine.Client.Volumes.RemoveAsync(name, false, token);
                removed.Add(name);
            }
            catch (DockerApiException e) when (e.StatusCode is System.Net.HttpStatusCode.Conflict or System.Net.HttpStatusCode.NotFound)
            {
                // In use, or gone already.
            }
        }

        return removed;
    }

    private static bool IsGolden(string name) => name.StartsWith(GoldenVolume.Prefix, StringComparison.Ordinal);
}
