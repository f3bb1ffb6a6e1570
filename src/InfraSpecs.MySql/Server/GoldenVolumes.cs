using System.Globalization;
using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs.MySql;

/// <summary>The golden volumes of an engine: a cache of initialised data directories, some 100 MB each. Whoever makes one
/// removes those that are older than 14 days, and those that a killed process left unfinished for an hour.</summary>
public static class GoldenVolumes
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(14);
    private static readonly TimeSpan MadeWithin = TimeSpan.FromHours(1);

    /// <summary>Removes those that no container uses. Specs that run meanwhile make new ones, or their data the image's own way.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="token">Stops removing.</param>
    /// <returns>The names of the removed volumes.</returns>
    public static Task<IReadOnlyList<string>> RemoveAllAsync(Engine engine, CancellationToken token) => RemoveAsync(engine, _ => true, token);

    internal static Task<IReadOnlyList<string>> RemoveOldAsync(Engine engine, CancellationToken token)
    {
        var now = engine.Time.GetUtcNow();
        return RemoveAsync(engine, it => AgeOf(it.Volume, now) > (it.IsWhole ? KeptFor : MadeWithin), token);
    }

    /// <returns>Whether it was removed; not if it is in use, or gone already.</returns>
    internal static async Task<bool> TryRemoveAsync(Engine engine, string name, CancellationToken token)
    {
        try
        {
            await engine.Client.Volumes.RemoveAsync(name, false, token);
            return true;
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    private static async Task<IReadOnlyList<string>> RemoveAsync(Engine engine, Func<(VolumeResponse Volume, bool IsWhole), bool> chosen, CancellationToken token)
    {
        var volumes = ((await engine.Client.Volumes.ListAsync(token)).Volumes ?? []).Where(it => IsGolden(it.Name)).ToArray();
        var names = volumes.Select(it => it.Name).ToHashSet(StringComparer.Ordinal);
        var old = volumes.Where(it => chosen((it, it.Name.EndsWith(GoldenVolume.ReadyEnd, StringComparison.Ordinal) || names.Contains(it.Name + GoldenVolume.ReadyEnd))));
        List<string> removed = [];
        // What says that a volume is whole goes before the volume.
        foreach (var name in old.Select(it => it.Name).OrderByDescending(name => name.Length))
        {
            if (await TryRemoveAsync(engine, name, token)) removed.Add(name);
        }

        return removed;
    }

    private static TimeSpan AgeOf(VolumeResponse volume, DateTimeOffset now) =>
        DateTimeOffset.TryParse(volume.CreatedAt, CultureInfo.InvariantCulture, out var made) ? now - made : TimeSpan.Zero;

    private static bool IsGolden(string name) => name.StartsWith(GoldenVolume.Prefix, StringComparison.Ordinal);
}
