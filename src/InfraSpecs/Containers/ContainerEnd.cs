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
    /// <param name="known">What its object knows of it.</param>
    /// <exception cref="ContainerException">The container has ended, was removed, or is paused.</exception>
    public static async Task<T> AskAsync<T>(
        IDockerClient client, TimeProvider time, string id, string awaited, Func<Task<T>> request, CancellationToken token, Known? known = null)
    {
        var started = time.GetTimestamp();
        try
        {
            return await request();
        }
        catch (Exception e) when (MayBeIt(e))
        {
            // Whoever waits no longer has that as its answer: a container's own end cancels the waits for it, in the moment in which the engine refuses.
            token.ThrowIfCancellationRequested();
            if (await FindPausedAsync(client, id, token) is { } paused) throw ContainerException.Paused(known?.Name ?? paused, awaited);
            if (!await IsNearAsync(client, time, id, e, token)) throw;
            throw await ExceptionAsync(client, time, id, awaited, time.GetElapsedTime(started), token, known);
        }
    }

    /// <returns>Its name, if it is paused.</returns>
    public static async Task<string?> FindPausedAsync(IDockerClient client, string id, CancellationToken token)
    {
        try
        {
            var found = await client.Containers.InspectContainerAsync(id, token);
            return found.State is { Paused: true } ? found.Name.TrimStart('/') : null;
        }
        catch (Exception e) when (MayBeIt(e))
        {
            return null; // it was removed, or the engine is lost; whoever asks finds that out
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
        catch (Exception e) when (MayBeIt(e) && e is not DockerApiException { StatusCode: HttpStatusCode.NotFound })
        {
            token.ThrowIfCancellationRequested();
            if (!await IsNearAsync(client, time, id, token)) throw;
            return await request();
        }
    }

    /// <summary>Sends the stop signal, and SIGKILL after the grace period, which the engine counts in whole seconds. What has ended is left alone.</summary>
    /// <returns>Whether it ran.</returns>
    public static async Task<bool> StopAsync(IDockerClient client, string id, TimeSpan grace, CancellationToken token)
    {
        if (grace > TimeSpan.Zero)
        {
            return await client.Containers.StopContainerAsync(id, new ContainerStopParameters { WaitBeforeKillSeconds = (uint)Math.Ceiling(grace.TotalSeconds) }, token);
        }

        // The client leaves a grace period of zero out of its request, and then the engine takes 10 s.
        try
        {
            await client.Containers.KillContainerAsync(id, new ContainerKillParameters { Signal = "SIGKILL" }, token);
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.Conflict)
        {
            return false;
        }

        await client.Containers.WaitContainerAsync(id, token);
        return true;
    }

    /// <summary>Whether the container has ended, was removed, or does so soon.</summary>
    public static Task<bool> IsNearAsync(IDockerClient client, TimeProvider time, string id, CancellationToken token) => IsNearAsync(client, time, id, Soon, token);

    /// <summary>Whether that is why a request failed, as far as one can see.</summary>
    public static Task<bool> IsNearAsync(IDockerClient client, TimeProvider time, string id, Exception failure, CancellationToken token) =>
        IsNearAsync(client, time, id, failure is DockerApiException { StatusCode: HttpStatusCode.BadRequest } ? Soon : Noted, token);

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

    /// <summary>That it has ended, and how; or that it was removed.</summary>
    public static async Task<ContainerException> ExceptionAsync(
        IDockerClient client, TimeProvider time, string id, string awaited, TimeSpan elapsed, CancellationToken token, Known? known = null)
    {
        try
        {
            var exit = await ContainerExit.ReadAsync(client, time, id, token);
            return ContainerException.Ended(known?.Mask is { } mask ? exit.Mask(mask) : exit, awaited, elapsed, known?.IsEndedHere ?? false);
        }
        catch (DockerApiException e) when (IsGone(e))
        {
            return ContainerException.Removed(known?.Name ?? $"container {id[..Math.Min(12, id.Length)]}", awaited, elapsed);
        }
    }

    /// <param name="Name">What it is called, also once it is removed.</param>
    /// <param name="IsEndedHere">Whether it was stopped or killed through its object.</param>
    /// <param name="Mask">Makes of a line of its output one that may be shown; null where all may be.</param>
    public sealed record Known(string Name, bool IsEndedHere, Func<string, string>? Mask = null);

    /// <summary>It was removed, or is being removed.</summary>
    public static bool IsGone(DockerApiException e) => e.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict;

    private static bool MayBeIt(Exception e) => e is DockerApiException or HttpRequestException or IOException or EngineException { Reason: EngineReason.Unavailable };
}
