using Docker.DotNet;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Containers;
using InfraSpecs.Evidence;
using InfraSpecs.Internal;

namespace InfraSpecs;

/// <content>Its end, and its beginning anew.</content>
public sealed partial class Container
{
    private static readonly TimeSpan UsualGrace = TimeSpan.FromSeconds(10);

    // Stopped or killed here: Testcontainers, which knows its ports, does not hear of that.
    private volatile bool _isDown;

    private readonly RecordedBreak _break = new();

    // That was what ended it.
    private volatile bool _isEndedHere;

    /// <summary>When it is up, as it was started with; null where its builder says so, or nothing does.</summary>
    internal (Ready When, TimeSpan Within)? Readiness { get; init; }

    /// <summary>Sends the stop signal, and SIGKILL after 10 s, as the engine does.</summary>
    /// <inheritdoc cref="StopAsync(TimeSpan, CancellationToken)"/>
    public Task<ContainerExit> StopAsync(CancellationToken token) => StopAsync(UsualGrace, token);

    /// <summary>
    /// Sends the image's stop signal (SIGTERM where it names none), and SIGKILL after <paramref name="grace"/>. The engine counts the grace
    /// period in whole seconds, so a part of a second counts as one; with zero there is SIGKILL at once, and no other signal.
    /// </summary>
    /// <param name="grace">How long it may take to end by itself; zero or more.</param>
    /// <param name="token">Stops waiting.</param>
    /// <returns>How it ended, then or before; exit code 137 says that it had to be killed.</returns>
    /// <exception cref="ContainerException">It was removed.</exception>
    public async Task<ContainerExit> StopAsync(TimeSpan grace, CancellationToken token)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(grace, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(grace, PropertyRules.LongestTime);
        return await AskAsync("its stop", async () =>
        {
            var asked = Engine.Time.GetUtcNow();
            await ContainerEnd.AskEitherAsync(Engine.Client, Engine.Time, Id, async () =>
            {
                if (await ContainerEnd.StopAsync(Engine.Client, Id, grace, token)) _isEndedHere = true;
                return true;
            }, token);
            _isDown = true;
            _break.Begin("stopped", Id, Name, BreakKind.Ends, asked);
            return await ContainerExit.ReadAsync(Engine, Id, token);
        }, token);
    }

    /// <summary>Sends SIGKILL, as a crash of the machine or the kernel's out-of-memory killer would end it: nothing is written any more. It must run.</summary>
    /// <param name="token">Stops waiting.</param>
    /// <returns>How it ended, once it has.</returns>
    /// <exception cref="ContainerException">It had ended by itself.</exception>
    public Task<ContainerExit> KillAsync(CancellationToken token) => AskAsync("its end by SIGKILL", async () =>
    {
        var asked = Engine.Time.GetUtcNow();
        await Engine.Client.Containers.KillContainerAsync(Id, new ContainerKillParameters { Signal = "SIGKILL" }, token);
        _isDown = _isEndedHere = true;
        _break.Begin("killed (SIGKILL)", Id, Name, BreakKind.Ends, asked);
        return await EndAsync(token);
    }, token);

    /// <summary>Starts it again after its end, and waits until it is ready as it was at first. If it runs, nothing happens.</summary>
    /// <param name="token">Stops waiting.</param>
    /// <exception cref="ContainerException">It ended before it was ready, and the message has the tail of its log; it was removed; or the engine did not start it, as where its
    /// network is gone.</exception>
    /// <exception cref="WaitException">It was not ready in time.</exception>
    public async Task StartAsync(CancellationToken token)
    {
        var began = Engine.Time.GetTimestamp();
        try
        {
            await (_found?.StartAsync(token) ?? Testcontainer.StartAsync(token));
        }
        catch (ContainerNotRunningException) when (Readiness is not { When.IsEnd: true })
        {
            throw await ContainerEnd.ExceptionAsync(Engine.Client, Engine.Time, Id, "its start", Engine.Time.GetElapsedTime(began), token, Known());
        }
        catch (Exception e) when (e is DockerApiException or TimeoutException)
        {
            // "Not found" may be its network as well.
            throw await IsThereAsync(token) ? ContainerException.NotStartedAgain(Name, e) : ContainerException.Removed(Name, "its start", Engine.Time.GetElapsedTime(began));
        }

        _isDown = _isEndedHere = false;
        _break.End();
        await BecomeReadyAsync(token);
    }

    /// <summary>Stops it if it runs, with the usual 10 s, and starts it again. Published ports may be others then.</summary>
    /// <inheritdoc cref="StartAsync(CancellationToken)"/>
    public async Task RestartAsync(CancellationToken token)
    {
        await StopAsync(token);
        await StartAsync(token);
    }

    /// <summary>All its processes stand still, as they are: for what others do when it does not answer. If it is paused, nothing happens.</summary>
    /// <param name="token">Stops waiting.</param>
    /// <exception cref="ContainerException">It does not run.</exception>
    public Task PauseAsync(CancellationToken token) => AskAsync("its pause", async () =>
    {
        if ((await Engine.Client.Containers.InspectContainerAsync(Id, token)).State is { Paused: true }) return true;
        await Engine.Client.Containers.PauseContainerAsync(Id, token);
        _break.Begin("paused", Id, Name, BreakKind.Halts);
        return true;
    }, token);

    /// <summary>Its processes go on after <see cref="PauseAsync"/>. If it is not paused, nothing happens.</summary>
    /// <param name="token">Stops waiting.</param>
    /// <exception cref="ContainerException">It does not run.</exception>
    public Task UnpauseAsync(CancellationToken token) => AskAsync("the end of its pause", async () =>
    {
        if ((await Engine.Client.Containers.InspectContainerAsync(Id, token)).State is { Running: true, Paused: false }) return true;
        await Engine.Client.Containers.UnpauseContainerAsync(Id, token);
        _break.End();
        return true;
    }, token);

    private async Task<bool> IsThereAsync(CancellationToken token)
    {
        try
        {
            await Engine.Client.Containers.InspectContainerAsync(Id, token);
            return true;
        }
        catch (DockerApiException e) when (ContainerEnd.IsGone(e))
        {
            return false;
        }
    }

    internal Task BecomeReadyAsync(CancellationToken token) => Readiness is { } it ? it.When.WaitAsync(this, it.Within, token) : Task.CompletedTask;

    /// <returns>How it ended, once it has.</returns>
    internal async Task<ContainerExit> EndAsync(CancellationToken token)
    {
        await Engine.Client.Containers.WaitContainerAsync(Id, token);
        return await ContainerExit.ReadAsync(Engine, Id, token);
    }
}
