using System.Globalization;

namespace InfraSpecs.Time;

/// <summary>The engine's own clock, which its containers share: it may be on another machine, or in a virtual one that slept.</summary>
internal static class EngineTime
{
    /// <summary>How far it is ahead of this process's; right to half of what the question took, and exact where the engine is on this machine.</summary>
    public static async Task<TimeSpan> AheadAsync(Engine engine, CancellationToken token)
    {
        var (started, asked) = (engine.Time.GetTimestamp(), engine.Time.GetUtcNow());
        var info = await engine.Client.System.GetSystemInfoAsync(token);
        var there = DateTimeOffset.Parse(info.SystemTime!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
        return Ahead(asked, engine.Time.GetElapsedTime(started), there);
    }

    /// <summary>An answer that lies between the question and its arrival shows no difference; a busy engine may give it at any moment of these.</summary>
    /// <param name="asked">When, by the clock here.</param>
    /// <param name="took">How long it took until the answer was there.</param>
    /// <param name="there">What the engine's clock showed meanwhile.</param>
    internal static TimeSpan Ahead(DateTimeOffset asked, TimeSpan took, DateTimeOffset there) =>
        there >= asked && there <= asked + took ? TimeSpan.Zero : there - (asked + (took / 2));
}
