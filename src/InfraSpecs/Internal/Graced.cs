namespace InfraSpecs.Internal;

/// <summary>Waiting for work that should heed a token, and may not.</summary>
internal static class Graced
{
    /// <summary>Waits until the work is done, or the token was cancelled so long ago. It does not throw: ask the task.</summary>
    /// <param name="work">The work.</param>
    /// <param name="grace">How long it may take after the cancellation.</param>
    /// <param name="time">Where time comes from.</param>
    /// <param name="token">What it should heed.</param>
    public static async Task WaitWithGraceAsync(this Task work, TimeSpan grace, TimeProvider time, CancellationToken token)
    {
        await work.WaitAsync(token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!work.IsCompleted) await Task.WhenAny(work, Task.Delay(grace, time, CancellationToken.None));
    }
}
