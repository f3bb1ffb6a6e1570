using System.Net;
using Docker.DotNet;

namespace InfraSpecs.MySql;

/// <summary>
/// The golden volumes of an engine: a cache of initialised data directories, some 100 MB each, at most 20 or 10 GB. Whoever makes one removes what is beyond that, the
/// longest unused first, what nobody used for 14 days, and what killed processes left unfinished. One that a container has is never removed.
/// </summary>
public static class GoldenVolumes
{
    /// <summary>A cache's bound is worth no more of a user's time.</summary>
    private static readonly TimeSpan KeptUpWithin = TimeSpan.FromSeconds(5);

    /// <summary>Says what is there.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="token">Ends the look.</param>
    public static async Task<IReadOnlyList<KeptVolume>> ListAsync(Engine engine, CancellationToken token) => (await GoldenStock.ReadAsync(engine, token)).Volumes;

    /// <summary>Says which of them need not be kept, and would be removed when another is made.</summary>
    /// <param name="volumes">What <see cref="ListAsync"/> said.</param>
    /// <param name="now">The time.</param>
    public static IReadOnlyList<KeptVolume> BeyondBound(IReadOnlyList<KeptVolume> volumes, DateTimeOffset now) => GoldenBound.Choose(volumes, now, made: null);

    /// <summary>Removes those that no container uses. Specs that run meanwhile make new ones, or their data the image's own way.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="token">Stops removing.</param>
    /// <returns>The names of the removed volumes.</returns>
    public static async Task<IReadOnlyList<string>> RemoveAllAsync(Engine engine, CancellationToken token)
    {
        var stock = await GoldenStock.ReadAsync(engine, token);
        return await RemoveAsync(engine, stock.Strays, [.. stock.Volumes.Where(it => !it.IsInUse)], token);
    }

    /// <summary>Removes those that need not be kept, as is done whenever another is made.</summary>
    /// <inheritdoc cref="RemoveAllAsync"/>
    public static Task<IReadOnlyList<string>> RemoveOldAsync(Engine engine, CancellationToken token) => RemoveOldAsync(engine, made: null, token);

    /// <summary>Work on the cache that has its time and no more, and that fails for nobody: a server of the user's stands beside it.</summary>
    internal static async Task AsideAsync(Func<CancellationToken, Task> work, CancellationToken token)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(token);
        soon.CancelAfter(KeptUpWithin);
        try
        {
            await work(soon.Token);
        }
        catch (Exception) when (!token.IsCancellationRequested)
        {
            return; // the next that makes one tries again; an engine that is lost says so to whoever needs it
        }
    }

    internal static async Task<IReadOnlyList<string>> RemoveOldAsync(Engine engine, string? made, CancellationToken token)
    {
        var stock = await GoldenStock.ReadAsync(engine, token);
        return await RemoveAsync(engine, stock.Strays, GoldenBound.Choose(stock.Volumes, engine.Time.GetUtcNow(), made), token);
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

    private static async Task<IReadOnlyList<string>> RemoveAsync(Engine engine, IReadOnlyList<string> strays, IReadOnlyList<KeptVolume> volumes, CancellationToken token)
    {
        List<string> removed = [];
        foreach (var stray in strays) await TryAsync(stray);
        // Before its marks: a server may have taken it meanwhile, and then the engine keeps it, whole.
        foreach (var volume in volumes)
        {
            if (!await TryAsync(volume.Name)) continue;
            foreach (var mark in volume.Marks) await TryAsync(mark);
        }

        return removed;

        async Task<bool> TryAsync(string name)
        {
            var isGone = await TryRemoveAsync(engine, name, token);
            if (isGone) removed.Add(name);
            return isGone;
        }
    }
}
