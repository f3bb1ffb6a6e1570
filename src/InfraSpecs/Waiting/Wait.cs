using InfraSpecs.Internal;
using Polly;
using Polly.Retry;

namespace InfraSpecs.Extensibility;

/// <summary>Asks a probe until it is ready. The only loop of InfraSpecs that sleeps; what has a stream is followed instead.</summary>
public static class Wait
{
    /// <summary>A wait that its caller's token ends, with its error; raised in that very moment, on the wait's own flow. A runner that gives a test up at its timeout shows nothing of
    /// what the test throws afterwards.</summary>
    public static event EventHandler<WaitCanceledException>? Canceled;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Asks <paramref name="probe"/> until it answers Ready, with pauses that grow from 10 ms to 500 ms. It is asked at least once,
    /// so that a deadline of zero means "now or never".
    /// </summary>
    /// <param name="subject">What is waited for, as the failure shall name it: "container web-1".</param>
    /// <param name="probe">One question. Its token is cancelled when the deadline passes. What it throws ends the wait unchanged.</param>
    /// <param name="within">The deadline; zero or more, 24 days at most.</param>
    /// <param name="token">The caller's token.</param>
    /// <param name="time">Where time comes from; default the system's.</param>
    /// <param name="longestPause">Up to where the pauses grow; default 500 ms. Shorter where a question costs next to nothing and
    /// being late costs every spec.</param>
    /// <returns>The value of the Ready answer.</returns>
    /// <exception cref="WaitException">The deadline passed; the message quotes the last NotYet. Or the probe answered Hopeless.</exception>
    /// <exception cref="WaitCanceledException">The caller's token ended the wait.</exception>
    public static Task<T> UntilAsync<T>(
        string subject,
        Func<CancellationToken, ValueTask<Probe<T>>> probe,
        TimeSpan within,
        CancellationToken token,
        TimeProvider? time = null,
        TimeSpan? longestPause = null) =>
        UntilAsync(subject, probe, () => Task.FromResult<IReadOnlyList<string>>([]), within, time ?? TimeProvider.System, longestPause ?? LongestPause, CancellationToken.None, token);

    /// <summary>The same, with facts that are read when it was in vain, and a token that is cancelled when the subject itself has ended.</summary>
    /// <exception cref="OperationCanceledException">The subject has ended.</exception>
    internal static async Task<T> UntilAsync<T>(
        string subject,
        Func<CancellationToken, ValueTask<Probe<T>>> probe,
        Func<Task<IReadOnlyList<string>>> facts,
        TimeSpan within,
        TimeProvider time,
        TimeSpan longestPause,
        CancellationToken subjectEnds,
        CancellationToken token)
    {
        Probe<T>? last = null;
        using var clock = new WaitClock(subject, within, time, token, subjectEnds) { Seen = Why };
        try
        {
            last = await Pipeline<T>(again: within > TimeSpan.Zero, time, longestPause).ExecuteAsync(async linked =>
            {
                clock.Attempts++;
                last = await HeededAsync(probe(linked).AsTask(), time, linked);
                if (last is Probe<T>.NotYet) clock.Saw(Why());
                return last;
            }, clock.Token);
        }
        catch (OperationCanceledException) when (clock.Token.IsCancellationRequested)
        {
            throw await clock.EndedAsync(Why(), await SeenAsync());
        }
        catch (Exception e)
        {
            clock.Failed(e);
            throw;
        }

        return last switch
        {
            Probe<T>.Ready ready => clock.Ready(ready.Value),
            Probe<T>.Hopeless hopeless => throw await clock.HopelessAsync(hopeless.Why, await SeenAsync()),
            _ => throw await clock.EndedAsync(((Probe<T>.NotYet)last).Why, await SeenAsync()),
        };

        string Why() => last is Probe<T>.NotYet waiting ? waiting.Why : "there was no answer yet";

        async Task<IReadOnlyList<string>> SeenAsync() => token.IsCancellationRequested || subjectEnds.IsCancellationRequested ? [] : await facts();
    }

    internal static void Tell(WaitCanceledException canceled) => Canceled?.Invoke(null, canceled);

    /// <summary>A probe that does not heed its token does not keep the wait beyond its deadline.</summary>
    private static async Task<Probe<T>> HeededAsync<T>(Task<Probe<T>> asked, TimeProvider time, CancellationToken token)
    {
        await asked.WaitWithGraceAsync(LongestPause, time, token);
        return asked.IsCompleted ? await asked : throw new OperationCanceledException(token);
    }

    private static ResiliencePipeline<Probe<T>> Pipeline<T>(bool again, TimeProvider time, TimeSpan longestPause) =>
        new ResiliencePipelineBuilder<Probe<T>> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<Probe<T>>
            {
                ShouldHandle = args => ValueTask.FromResult(again && args.Outcome.Result is Probe<T>.NotYet),
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                Delay = FirstPause,
                MaxDelay = longestPause,
            })
            .Build();
}
