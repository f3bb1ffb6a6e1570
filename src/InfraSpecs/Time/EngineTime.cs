using System.Globalization;

namespace InfraSpecs.Time;

/// <summary>The engine's own clock, which its containers share: it may be on another machine, or in a virtual one that slept.</summary>
internal static class EngineTime
{
    /// <summary>How far it is ahead of this process's; right to half of what the question took.</summary>
    public static async Task<TimeSpan> AheadAsync(Engine engine, CancellationToken token)
    {
        var asked = engine.Time.GetTimestamp();
        var info = await engine.Client.System.GetSystemInfoAsync(token);
        var there = DateTimeOffset.Parse(info.SystemTime!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
        return there - (engine.Time.GetUtcNow() - (engine.Time.GetElapsedTime(asked) / 2));
    }
}
