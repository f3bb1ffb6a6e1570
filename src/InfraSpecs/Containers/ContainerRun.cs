using DotNet.Testcontainers.Builders;

namespace InfraSpecs;

/// <summary>Containers that do one thing and end.</summary>
public static class ContainerRun
{
    /// <summary>Starts a container, waits until it has ended by itself, and removes it.</summary>
    /// <param name="engine">Where.</param>
    /// <param name="builder">What <see cref="Engine.NewContainer"/> gave, with whatever was added.</param>
    /// <param name="token">Stops waiting; the container is removed then too.</param>
    /// <returns>How it ended, whatever its exit code.</returns>
    /// <exception cref="ContainerStartException">The engine refused.</exception>
    public static async Task<ContainerExit> RunToEndAsync(this Engine engine, ContainerBuilder builder, CancellationToken token)
    {
        try
        {
            await using var container = await engine.StartAsync(builder, token);
            await engine.Client.Containers.WaitContainerAsync(container.Id, token);
            return await ContainerExit.ReadAsync(engine, container.Id, token);
        }
        catch (ContainerExitedException e)
        {
            return e.Exit; // it was quicker than its start was seen
        }
    }
}
