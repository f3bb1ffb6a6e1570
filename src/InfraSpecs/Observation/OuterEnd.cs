using System.Globalization;
using Docker.DotNet.Models;

namespace InfraSpecs.Observation;

/// <summary>Whether a container ended by itself, or with the engine that ran it.</summary>
internal static class OuterEnd
{
    private const string Unnamed = "its engine";

    /// <summary>What an engine says of what it finds dead at its own start.</summary>
    private const long NotSeen = 255;

    /// <summary>An engine that is stopped stops what it runs first, and takes so long at most.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Around = TimeSpan.FromSeconds(3);

    /// <param name="it">The container.</param>
    /// <param name="seen">As its engine has it.</param>
    /// <param name="ahead">How far the engines' clock is ahead of this process's.</param>
    /// <param name="now">What time it is in this process.</param>
    /// <param name="token">Ends the look-up.</param>
    public static async Task<OuterFacts?> ReadAsync(InnerContainer it, ContainerInspectResponse seen, TimeSpan ahead, DateTimeOffset now, CancellationToken token)
    {
        if (seen.State is not { Running: false, ExitCode: var code } state || ContainerPicture.InstantOf(state.FinishedAt) is not { } finished) return null;
        var started = ContainerPicture.InstantOf(state.StartedAt) ?? finished;
        var outer = it is { Outer: { } id, OuterEngine: { } engine } ? await engine.Containers.InspectContainerAsync(id, token) : null;
        var facts = new OuterFacts(it.Outer, outer?.Name?.TrimStart('/') ?? Unnamed);
        if (ContainerPicture.InstantOf(outer?.State?.FinishedAt) is { } ended && started < ended && (finished >= ended || (IsSignalled(code) && ended - finished < Grace)))
            return facts with { EndedAt = ended - ahead };
        return (code == NotSeen || IsSignalled(code)) && !await RemembersAsync(it, finished, now + ahead, token) ? facts with { IsForgotten = true } : facts;
    }

    private static bool IsSignalled(long code) => code is 137 or 143;

    /// <summary>An engine remembers its last 256 events, and none from before its own start.</summary>
    private static async Task<bool> RemembersAsync(InnerContainer it, DateTimeOffset finished, DateTimeOffset now, CancellationToken token)
    {
        var heard = new Heard();
        await it.Engine.System.MonitorEventsAsync(new ContainerEventsParameters
        {
            Since = Stamp(finished - Around),
            Until = Stamp(finished + Around < now ? finished + Around : now),
            Filters = new Dictionary<string, IDictionary<string, bool>>
            {
                ["container"] = new Dictionary<string, bool> { [it.Id] = true }, ["event"] = new Dictionary<string, bool> { ["die"] = true },
            },
        }, heard, token);
        return heard.IsHeard;
    }

    private static string Stamp(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private sealed class Heard : IProgress<Message>
    {
        public bool IsHeard { get; private set; }

        public void Report(Message value) => IsHeard = true;
    }
}
