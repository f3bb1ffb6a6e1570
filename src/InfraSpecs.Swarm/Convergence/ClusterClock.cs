using System.Globalization;
using Docker.DotNet;

namespace InfraSpecs.Swarm;

/// <summary>What an engine says of tasks and containers is told by its own clock.</summary>
internal static class ClusterClock
{
    /// <summary>What time it is there.</summary>
    public static async Task<DateTimeOffset?> ReadAsync(IDockerClient engine, CancellationToken token) =>
        DateTimeOffset.TryParse(
            (await engine.System.GetSystemInfoAsync(token)).SystemTime, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var there)
            ? there
            : null;

    /// <summary>How far it is ahead of this process's clock.</summary>
    public static async Task<TimeSpan> AheadAsync(IDockerClient engine, TimeProvider time, CancellationToken token)
    {
        var asked = time.GetUtcNow();
        var there = await ReadAsync(engine, token);
        var half = (time.GetUtcNow() - asked) / 2;
        return there - (asked + half) ?? TimeSpan.Zero;
    }
}
