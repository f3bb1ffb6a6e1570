using System.Globalization;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.MySql;

/// <summary>The golden volumes of an engine: a cache of initialised data directories, some 100 MB each. Whoever makes one
/// removes those that are older than 14 days.</summary>
public static class GoldenVolumes
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(14);

    /// <summary>Removes those that no container uses. Specs that run meanwhile make new ones, or their data the image's own way.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="token">Stops removing.</param>
    /// <returns>The names of the removed volumes.</returns>
    public static Task<IReadOnlyList<string>> RemoveAllAsync(Engine engine, CancellationToken token) => RemoveAsync(engine, _ => true, token);

    internal static Task<IReadOnlyList<string>> RemoveOldAsync(Engine engine, CancellationToken token)
    {
        var oldest = engine.Time.GetUtcNow() - KeptFor;
        return RemoveAsync(engine, it => DateTimeOffset.TryParse(it.CreatedAt, CultureInfo.InvariantCulture, out var made) && made < oldest, token);
    }

    private static async Task<IReadOnlyList<string>> RemoveAsync(Engine engine, Func<VolumeResponse, bool> chosen, CancellationToken token)
    {
        var volumes = (await engine.Client.Volumes.ListAsync(token)).Volumes ?? [];
        List<string> removed = [];
        // What says that a volume is whole goes before the volume.
        foreach (var name in volumes.Where(chosen).Select(it => it.Name).Where(IsGolden).OrderByDescending(name => name.Length))
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
