namespace InfraSpecs.Cleanup;

/// <summary>The reapers of this process: one for each address of an engine, as long as a session of it lasts.</summary>
internal static class Reapers
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, Reaper> ByAddress = [];

    /// <returns>Null where the user wants none.</returns>
    public static Reaper? Join(EngineChoice engine, Session session)
    {
        if (!TestcontainersReaper.IsWanted) return null;
        lock (Gate)
        {
            var address = engine.Configuration.Endpoint.OriginalString;
            if (!ByAddress.TryGetValue(address, out var reaper)) ByAddress[address] = reaper = new Reaper(engine, TimeProvider.System, Console.Error);
            reaper.Add(session);
            return session.Reaper = reaper;
        }
    }

    /// <summary>The last one ends the reaper, since nothing of a session that is over is left.</summary>
    /// <param name="session">It is over.</param>
    /// <param name="isLost">The engine does not answer. Without a connection the reaper removes what is left, and then itself.</param>
    public static async Task LeaveAsync(Session session, bool isLost)
    {
        if (session.Reaper is not { } reaper) return;
        lock (Gate)
        {
            if (!reaper.Remove(session)) return;
            foreach (var (address, _) in ByAddress.Where(it => it.Value == reaper).ToList()) ByAddress.Remove(address);
        }

        reaper.IsLost = isLost;
        await reaper.DisposeAsync();
    }
}
