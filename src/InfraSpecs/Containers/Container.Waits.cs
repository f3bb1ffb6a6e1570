using Docker.DotNet;

namespace InfraSpecs;

/// <content>Waits that end when the container does.</content>
public sealed partial class Container
{
    /// <summary>From a connection that breaks until the engine has noted that the container has ended.</summary>
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(3);

    // What is asked is on this machine or a network hop away, and each spec that starts a server waits for the answer.
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Asks <paramref name="probe"/> as <see cref="Wait"/> does, with pauses of at most 50 ms, and ends at once when the
    /// container ends.
    /// </summary>
    /// <param name="awaited">What is waited for, in a few words: "a query over TCP".</param>
    /// <param name="probe">One question. Its token is cancelled when the deadline passes or the container ends.</param>
    /// <param name="within">The deadline.</param>
    /// <param name="token">The caller's token.</param>
    /// <returns>The value of the Ready answer.</returns>
    /// <exception cref="ContainerException">The container ended; the message has the tail of its log.</exception>
    /// <exception cref="WaitException">The deadline passed. Or the probe answered Hopeless.</exception>
    /// <exception cref="WaitCanceledException">The caller's token ended the wait.</exception>
    public Task<T> WaitUntilAsync<T>(
        string awaited,
        Func<CancellationToken, ValueTask<Probe<T>>> probe,
        TimeSpan within,
        CancellationToken token) => WaitUntilAsync(awaited, probe, within, line => line, token);

    /// <inheritdoc cref="WaitUntilAsync{T}(string, Func{CancellationToken, ValueTask{Probe{T}}}, TimeSpan, CancellationToken)" path="/*[not(self::param)]"/>
    /// <param name="awaited">What is waited for, in a few words: "a query over TCP".</param>
    /// <param name="probe">One question. Its token is cancelled when the deadline passes or the container ends.</param>
    /// <param name="within">The deadline.</param>
    /// <param name="mask">Makes of a line of the log one that may be shown.</param>
    /// <param name="token">The caller's token.</param>
    public async Task<T> WaitUntilAsync<T>(
        string awaited,
        Func<CancellationToken, ValueTask<Probe<T>>> probe,
        TimeSpan within,
        Func<string, string> mask,
        CancellationToken token)
    {
        var started = Engine.Time.GetTimestamp();
        using var ended = new CancellationTokenSource();
        using var enough = new CancellationTokenSource();
        var watch = WatchAsync();
        try
        {
            return await Wait.UntilAsync($"{Name}, {awaited}", probe, PrintedAsync, within, Engine.Time, LongestPause, ended.Token, token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested && !token.IsCancellationRequested)
        {
            await watch;
            throw await ContainerEnd.ExceptionAsync(Engine.Client, Engine.Time, Id, awaited, Engine.Time.GetElapsedTime(started), token, Known(mask));
        }
        finally
        {
            await enough.CancelAsync();
            await watch;
        }

        // Of one that ends in this very moment the watch tells.
        async Task<IReadOnlyList<string>> PrintedAsync()
        {
            try
            {
                return (await ContainerExit.ReadAsync(Engine, Id, token)).Mask(mask).LastLinesSeen;
            }
            catch (DockerApiException e) when (ContainerEnd.IsGone(e))
            {
                return [];
            }
        }

        async Task WatchAsync()
        {
            try
            {
                await Engine.Client.Containers.WaitContainerAsync(Id, enough.Token);
                await ended.CancelAsync();
            }
            catch (OperationCanceledException) when (enough.IsCancellationRequested)
            {
                // The wait is over before the container.
            }
            catch (DockerApiException e) when (ContainerEnd.IsGone(e))
            {
                await ended.CancelAsync();
            }
        }
    }

    /// <summary>Waits until it is up in this sense: answers over HTTP, accepts connections, is healthy.</summary>
    /// <param name="ready">In which; a port that is asked must be published.</param>
    /// <param name="within">The deadline.</param>
    /// <param name="token">The caller's token.</param>
    /// <exception cref="ContainerException">The container ended; the message has the tail of its log.</exception>
    /// <exception cref="WaitException">The deadline passed. Or it never will be.</exception>
    /// <exception cref="WaitCanceledException">The caller's token ended the wait.</exception>
    public Task WaitUntilAsync(Ready ready, TimeSpan within, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(ready);
        return ready.WaitAsync(this, within, token);
    }

    /// <summary>
    /// For a request to it that got no answer: what a client says of a server that has ended is not the cause. Returns where it still runs
    /// after 3 s.
    /// </summary>
    /// <param name="awaited">What was asked for, in a few words: "the answer to a statement".</param>
    /// <param name="mask">Makes of a line of the log one that may be shown.</param>
    /// <param name="token">Ends the look.</param>
    /// <exception cref="ContainerException">It has ended, or does so within 3 s, and the message has the tail of its log; or it was removed.</exception>
    public async Task ThrowIfEndedAsync(string awaited, Func<string, string> mask, CancellationToken token)
    {
        try
        {
            await WaitUntilAsync(awaited, _ => ValueTask.FromResult(Probe.NotYet<bool>("it runs")), EndsWithin, mask, token);
        }
        catch (WaitException e) when (e.Reason == WaitReason.TimedOut)
        {
            // It runs.
        }
    }

    /// <summary>Waits until it has ended by itself.</summary>
    /// <param name="within">The deadline; with zero it must have ended already.</param>
    /// <param name="token">The caller's token.</param>
    /// <returns>How it ended, whatever its exit code.</returns>
    /// <exception cref="WaitException">It still ran when the deadline passed; the message has the last lines of its output.</exception>
    /// <exception cref="ContainerException">It was removed.</exception>
    /// <exception cref="WaitCanceledException">The caller's token ended the wait.</exception>
    public async Task<ContainerExit> WaitForExitAsync(TimeSpan within, CancellationToken token)
    {
        using var clock = new WaitClock($"{Name}, its end", within, Engine.Time, token) { Seen = () => "it runs" };
        try
        {
            return clock.Ready(await AskAsync("its end", () => within == TimeSpan.Zero ? EndedAsync() : EndAsync(clock.Token), clock.Token));
        }
        catch (OperationCanceledException) when (clock.Token.IsCancellationRequested)
        {
            throw await clock.EndedAsync("it runs", token.IsCancellationRequested ? [] : (await ContainerExit.ReadAsync(Engine, Id, token)).LastLinesSeen);
        }

        async Task<ContainerExit> EndedAsync()
        {
            var exit = await ContainerExit.ReadAsync(Engine, Id, token);
            return (await Engine.Client.Containers.InspectContainerAsync(Id, token)).State!.Running ? throw await clock.EndedAsync("it runs", exit.LastLinesSeen) : exit;
        }
    }

    /// <summary>Waits until it runs; not at all if it does.</summary>
    /// <param name="token">Ends the waiting.</param>
    /// <returns>When it was started, by the engine's clock; null if it is removed.</returns>
    public Task<DateTimeOffset?> WaitForStartAsync(CancellationToken token) => ContainerLife.WaitForStartAsync(Engine, Id, token);

    /// <summary>Whether a container that has ended is being restarted: somebody has sent it a signal, and it runs again within a time. One that ended by itself
    /// is not waited for.</summary>
    /// <param name="within">How long its start may take.</param>
    /// <param name="token">Ends the waiting.</param>
    public Task<bool> IsRestartedAsync(TimeSpan within, CancellationToken token) => ContainerLife.IsRestartedAsync(Engine, Id, within, token);
}
