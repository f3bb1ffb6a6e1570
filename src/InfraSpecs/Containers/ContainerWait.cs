using Docker.DotNet;
using DotNet.Testcontainers.Containers;
using InfraSpecs.Internal;

namespace InfraSpecs;

/// <summary>Waiting for something that only a running container can give.</summary>
public static class ContainerWait
{
    // What is asked is on this machine or a network hop away, and each spec that starts a server waits for the answer.
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Asks <paramref name="probe"/> as <see cref="Wait.UntilAsync"/> does, with pauses of at most 50 ms, and ends at once when the
    /// container ends.
    /// </summary>
    /// <param name="container">The container, started.</param>
    /// <param name="engine">The engine it is on.</param>
    /// <param name="awaited">What is waited for, in a few words: "a query over TCP".</param>
    /// <param name="probe">One question. Its token is cancelled when the deadline passes or the container ends.</param>
    /// <param name="within">The deadline.</param>
    /// <param name="token">The caller's token.</param>
    /// <returns>The value of the Ready answer.</returns>
    /// <exception cref="ContainerExitedException">The container ended; the message has the tail of its log.</exception>
    /// <exception cref="WaitTimedOutException">The deadline passed.</exception>
    /// <exception cref="WaitHopelessException">The probe answered Hopeless.</exception>
    /// <exception cref="WaitCanceledException">The caller's token ended the wait.</exception>
    public static Task<T> WaitUntilAsync<T>(
        this IContainer container,
        Engine engine,
        string awaited,
        Func<CancellationToken, ValueTask<Probe<T>>> probe,
        TimeSpan within,
        CancellationToken token) => container.WaitUntilAsync(engine, awaited, probe, within, line => line, token);

    /// <inheritdoc cref="WaitUntilAsync{T}(IContainer, Engine, string, Func{CancellationToken, ValueTask{Probe{T}}}, TimeSpan, CancellationToken)"/>
    /// <param name="container">The container, started.</param>
    /// <param name="engine">The engine it is on.</param>
    /// <param name="awaited">What is waited for, in a few words: "a query over TCP".</param>
    /// <param name="probe">One question. Its token is cancelled when the deadline passes or the container ends.</param>
    /// <param name="within">The deadline.</param>
    /// <param name="mask">Makes of a line of the log one that may be shown.</param>
    /// <param name="token">The caller's token.</param>
    public static async Task<T> WaitUntilAsync<T>(
        this IContainer container,
        Engine engine,
        string awaited,
        Func<CancellationToken, ValueTask<Probe<T>>> probe,
        TimeSpan within,
        Func<string, string> mask,
        CancellationToken token)
    {
        var started = engine.Time.GetTimestamp();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(token);
        using var enough = new CancellationTokenSource();
        var watch = WatchAsync();
        try
        {
            return await Wait.UntilAsync($"{container.ShortName()}, {awaited}", probe, within, ended.Token, engine.Time, LongestPause);
        }
        catch (WaitCanceledException) when (!token.IsCancellationRequested)
        {
            await watch;
            throw await ContainerEnd.ExceptionAsync(engine.Client, engine.Time, container.Id, awaited, engine.Time.GetElapsedTime(started), token, mask);
        }
        finally
        {
            await enough.CancelAsync();
            await watch;
        }

        async Task WatchAsync()
        {
            try
            {
                await engine.Client.Containers.WaitContainerAsync(container.Id, enough.Token);
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
}
