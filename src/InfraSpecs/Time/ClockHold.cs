using DotNet.Testcontainers.Containers;

namespace InfraSpecs.Time;

/// <summary>Whether the clock has taken hold in a container: the first process that has its library says so in the journal.</summary>
internal static class ClockHold
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);

    /// <exception cref="ClockUnsupportedException">The container runs, and has not said so.</exception>
    public static async Task WaitAsync(Engine engine, IContainer container, CancellationToken token)
    {
        try
        {
            await Wait.UntilAsync($"clock of {container.ShortName()}", LookAsync, Within, token, engine.Time, LongestPause);
        }
        catch (WaitTimedOutException)
        {
            throw ClockUnsupportedException.DidNotTake(container.ShortName(), container.Image.FullName);
        }

        async ValueTask<Probe<bool>> LookAsync(CancellationToken linked)
        {
            if (await ContainerFiles.ReadTextAsync(engine, container.Id, ClockFiles.Journal, linked) is { Length: > 0 }) return Probe.Ready(true);
            // Of a container that has ended it cannot be told any more, and whoever waits for something in it learns that it has ended.
            var state = (await engine.Client.Containers.InspectContainerAsync(container.Id, linked)).State!;
            return state.Running ? Probe.NotYet<bool>("its journal is empty") : Probe.Ready(false);
        }
    }
}
