using System.Globalization;
using Docker.DotNet;

namespace InfraSpecs.Extensibility;

/// <summary>
/// The engine's own clock, by which it tells of containers, and which containers share: it may be on another machine, or in a virtual one that slept.
/// </summary>
public static class EngineClock
{
    /// <summary>What time it is there.</summary>
    /// <param name="client">The engine.</param>
    /// <param name="token">Ends the question.</param>
    /// <returns>Null if the engine does not say.</returns>
    public static async Task<DateTimeOffset?> FindTimeAsync(IDockerClient client, CancellationToken token) =>
        DateTimeOffset.TryParse(
            (await client.System.GetSystemInfoAsync(token)).SystemTime, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var there)
            ? there
            : null;

    /// <summary>How far it is ahead of this process's; right to half of what the question took, and exact where the engine is on this machine.</summary>
    /// <param name="client">The engine.</param>
    /// <param name="time">This process's clock.</param>
    /// <param name="token">Ends the question.</param>
    /// <returns>Zero if the engine does not say what time it is.</returns>
    public static async Task<TimeSpan> ReadAheadAsync(IDockerClient client, TimeProvider time, CancellationToken token)
    {
        var (started, asked) = (time.GetTimestamp(), time.GetUtcNow());
        return await FindTimeAsync(client, token) is { } there ? Ahead(asked, time.GetElapsedTime(started), there) : TimeSpan.Zero;
    }

    /// <summary>An answer that lies between the question and its arrival shows no difference; a busy engine may give it at any moment of these.</summary>
    /// <param name="asked">When, by the clock here.</param>
    /// <param name="took">How long it took until the answer was there.</param>
    /// <param name="there">What the engine's clock showed meanwhile.</param>
    internal static TimeSpan Ahead(DateTimeOffset asked, TimeSpan took, DateTimeOffset there) =>
        there >= asked && there <= asked + took ? TimeSpan.Zero : there - (asked + (took / 2));
}
