using Docker.DotNet.Models;
using DotNet.Testcontainers.Containers;
using InfraSpecs.Internal;

namespace InfraSpecs;

/// <summary>Ending a container as an orchestrator does.</summary>
public static class ContainerStop
{
    /// <summary>
    /// Sends the image's stop signal (SIGTERM where it names none), and SIGKILL after <paramref name="grace"/>. The engine counts the grace
    /// period in whole seconds, so a part of a second counts as one.
    /// </summary>
    /// <param name="container">The container.</param>
    /// <param name="engine">The engine it is on.</param>
    /// <param name="grace">How long it may take to end by itself.</param>
    /// <param name="token">Stops waiting.</param>
    /// <returns>How it ended; exit code 137 says that it had to be killed.</returns>
    /// <exception cref="WaitHopelessException">It was removed.</exception>
    public static async Task<ContainerExit> StopAsync(this IContainer container, Engine engine, TimeSpan grace, CancellationToken token)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(grace, TimeSpan.Zero);
        var stop = new ContainerStopParameters { WaitBeforeKillSeconds = (uint)Math.Ceiling(grace.TotalSeconds) };
        return await ContainerEnd.AskAsync(engine.Client, engine.Time, container.Id, "its stop", async () =>
        {
            await ContainerEnd.AskEitherAsync(engine.Client, engine.Time, container.Id, () => engine.Client.Containers.StopContainerAsync(container.Id, stop, token), token);
            return await ContainerExit.ReadAsync(engine, container.Id, token);
        }, token);
    }

    /// <summary>Sends SIGKILL, as a crash of the machine or the kernel's out-of-memory killer would end it: nothing is written any more.</summary>
    /// <param name="container">The container; it must be running.</param>
    /// <param name="engine">The engine it is on.</param>
    /// <param name="token">Stops waiting.</param>
    /// <returns>How it ended, once it has.</returns>
    /// <exception cref="ContainerExitedException">It had ended by itself.</exception>
    public static async Task<ContainerExit> KillAsync(this IContainer container, Engine engine, CancellationToken token)
    {
        return await ContainerEnd.AskAsync(engine.Client, engine.Time, container.Id, "its end by SIGKILL", async () =>
        {
            await engine.Client.Containers.KillContainerAsync(container.Id, new ContainerKillParameters { Signal = "SIGKILL" }, token);
            await engine.Client.Containers.WaitContainerAsync(container.Id, token);
            return await ContainerExit.ReadAsync(engine, container.Id, token);
        }, token);
    }
}
