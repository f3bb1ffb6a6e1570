namespace InfraSpecs.Time;

/// <summary>Whether the clock has taken hold in a container: the first process that has its library says so in the journal, and what time it sees.</summary>
internal static class ClockCheck
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(30);

    /// <exception cref="ClockException">The container runs, and has not said so, or sees another time.</exception>
    public static async Task WaitAsync(Container container, ClockHistory history, CancellationToken token)
    {
        var engine = container.Engine;
        try
        {
            var seen = await Wait.UntilAsync($"clock of {container.Name}", LookAsync, Within, token, engine.Time, LongestPause);
            if (seen < history.Read()[0].From - Tolerance || seen > history.Now + Tolerance) throw ClockException.ShowsAnother(container.Name, seen.Value, history.Now);
        }
        catch (WaitException e) when (e.Reason == WaitReason.TimedOut)
        {
            throw ClockException.DidNotTake(container.Name, container.Testcontainer.Image.FullName);
        }

        async ValueTask<Probe<DateTimeOffset?>> LookAsync(CancellationToken linked)
        {
            if (ClockJournal.FirstTime(await ContainerFiles.FindTextAsync(engine, container.Id, ClockFiles.Journal, linked) ?? "") is { } seen) return Probe.Ready<DateTimeOffset?>(seen);
            // Of a container that has ended it cannot be told any more, and whoever waits for something in it learns that it has ended.
            var state = (await engine.Client.Containers.InspectContainerAsync(container.Id, linked)).State!;
            return state.Running ? Probe.NotYet<DateTimeOffset?>("its journal is empty") : Probe.Ready<DateTimeOffset?>(null);
        }
    }
}
