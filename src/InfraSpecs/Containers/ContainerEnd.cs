using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace InfraSpecs;

/// <summary>
/// Requests that may meet a container in the moment of its end. The engine has many answers then (409, 404 for what ran in it, 500 from its runtime, a
/// connection that breaks), and none of them decides: whether the container has ended, or does so at once, does.
/// </summary>
internal static class ContainerEnd
{
    /// <summary>From the first sign of an end until the engine has noted it, on a busy machine.</summary>
    private static readonly TimeSpan Noted = TimeSpan.FromSeconds(3);

    /// <summary>What is refused for its own sake, as a program that is not there, is not kept waiting.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(0.5);

    /// <summary>What only a running container answers.</summary>
    /// <param name="client">The engine that it is on.</param>
    /// <param name="time">Where times come from.</param>
    /// <param name="id">The container.</param>
    /// <param name="awaited">What is asked for, for the failure text.</param>
    /// <param name="request">The request.</param>
    /// <param name="token">Ends it.</param>
    /// <param name="isDown">Whether it was stopped or killed through its object.</param>
    /// <exception cref="ContainerException">The container has ended. Or it was removed.</exception>
    public static async Task<T> AskAsync<T>(
        IDockerClient client, TimeProvider time, string id, string awaited, Func<Task<T>> request, CancellationToken token, bool isDown = false)
    {
        var started = time.GetTimestamp();
        try
        {
            return await request();
        }
        catch (Exception e) when (MayBeIt(e) && !token.IsCancellationRequested)
        {
            if (!await IsNearAsync(client, time, id, e is DockerApiException { StatusCode: HttpStatusCode.BadRequest } ? Soon : Noted, token)) throw;
            throw await ExceptionAsync(client, time, id, awaited, time.GetElapsedTime(started), token, isDown: isDown);
        }
    }

    /// <summary>What a container answers whether it runs or not: asked once more when it has ended.</summary>
    /// <inheritdoc cref="AskAsync{T}" path="/param"/>
    public static async Task<T> AskEitherAsync<T>(IDockerClient client, TimeProvider time, string id, Func<Task<T>> request, CancellationToken token)
    {
        try
        {
            return await request();
        }
        catch (Exception e) when (MayBeIt(e) && e is not DockerApiException { StatusCode: HttpStatusCode.NotFound } && !token.IsCancellationRequested)
        {
            if (!await IsNearAsync(client, time, id, token)) throw;
            return await request();
        }
    }

    /// <summary>Sends the stop signal, and SIGKILL after the grace period, which the engine counts in whole seconds. What has ended is left alone.</summary>
    public static async Task StopAsync(IDockerClient client, string id, TimeSpan grace, CancellationToken token)
    {
        if (grace > TimeSpan.Zero)
        {
            await client.Containers.StopContainerAsync(id, new ContainerStopParameters { WaitBeforeKillSeconds = (uint)Math.Ceiling(grace.TotalSeconds) }, token);
            return;
        }

        // The client leaves a grace period of zero out of its request, and then the engine takes 10 s.
        try
        {
            await client.Containers.KillContainerAsync(id, new ContainerKillParameters { Signal = "SIGKILL" }, token);
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.Conflict)
        {
            // It does not run.
        }

        await client.Containers.WaitContainerAsync(id, token);
    }

    /// <summary>Whether the container has ended, was removed, or does so soon.</summary>
    public static Task<bool> IsNearAsync(IDockerClient client, TimeProvider time, string id, CancellationToken token) => IsNearAsync(client, time, id, Soon, token);

    private static async Task<bool> IsNearAsync(IDockerClient client, TimeProvider time, string id, TimeSpan within, CancellationToken token)
    {
        using var budget = new CancellationTokenSource(within, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, token);
        try
        {
            await client.Containers.WaitContainerAsync(id, linked.Token);
            return true;
        }
        catch (DockerApiException e) when (IsGone(e))
        {
            return true;
        }
        catch (Exception e) when (e is EngineException { Reason: EngineReason.Unavailable } or OperationCanceledException && !token.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>That it has ended, and how; or that it was removed. Lines of its output are shown as the mask leaves them.</summary>
    public static async Task<ContainerException> ExceptionAsync(
        IDockerClient client, TimeProvider time, string id, string awaited, TimeSpan elapsed, CancellationToken token, Func<string, string>? mask = null, bool isDown = false)
    {
        try
        {
            var exit = await ContainerExit.ReadAsync(client, time, id, token);
            return ContainerException.Ended(mask is null ? exit : exit.Mask(mask), awaited, elapsed, isDown);
        }
        catch (DockerApiException e) when (IsGone(e))
        {
            return ContainerException.Removed($"container {id[..Math.Min(12, id.Length)]}", awaited, elapsed);
        }
    }

    /// <summary>It was removed, or is being removed.</summary>
    public static bool IsGone(DockerApiException e) => e.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict;

    private static bool MayBeIt(Exception e) => e is DockerApiException or HttpRequestException or IOException or EngineException { Reason: EngineReason.Unavailable };
}
