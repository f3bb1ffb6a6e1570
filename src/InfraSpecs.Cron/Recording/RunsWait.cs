using Docker.DotNet;

namespace InfraSpecs.Cron;

/// <summary>A wait for runs of a container that somebody may restart meanwhile.</summary>
internal static class RunsWait
{
    private static readonly TimeSpan RestartsWithin = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ExplainedWithin = TimeSpan.FromSeconds(5);

    /// <param name="container">The container.</param>
    /// <param name="wait">Waits for so long, and ends when the container does.</param>
    /// <param name="within">The deadline.</param>
    /// <param name="token">Cancels the call.</param>
    /// <exception cref="ContainerException">The container has ended, and is not restarted; or it was down from the first.</exception>
    public static async Task ThroughRestartsAsync(Container container, Func<TimeSpan, Task> wait, TimeSpan within, CancellationToken token)
    {
        var (began, wasUp) = (container.Engine.Time.GetTimestamp(), RunsAsync(container, token));
        for (var elapsed = TimeSpan.Zero; ; elapsed = container.Engine.Time.GetElapsedTime(began))
        {
            try
            {
                await wait(within - elapsed);
                return;
            }
            catch (ContainerException e) when (e.Reason == ContainerReason.Ended)
            {
                if (!await wasUp || !await container.IsRestartedAsync(RestartsWithin, token)) throw;
            }
        }
    }

    /// <summary>Why a wait was in vain; null where no cause is found in a few seconds: a question must not hide what it is about.</summary>
    /// <param name="time">Where times come from.</param>
    /// <param name="diagnose">Looks for the cause.</param>
    /// <param name="token">Cancels the call.</param>
    public static async Task<CronDiagnosis?> ExplainAsync(TimeProvider time, Func<CancellationToken, Task<CronDiagnosis>> diagnose, CancellationToken token)
    {
        try
        {
            return await diagnose(token).WaitAsync(ExplainedWithin, time, token) is { IsClean: false } diagnosis ? diagnosis : null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return null;
        }
    }

    private static async Task<bool> RunsAsync(Container container, CancellationToken token)
    {
        try
        {
            return (await container.Engine.Client.Containers.InspectContainerAsync(container.Id, token)).State!.Running;
        }
        catch (DockerApiException)
        {
            return false;
        }
    }
}
