using DotNet.Testcontainers.Containers;

namespace InfraSpecs;

/// <summary>Containers that do one thing and end.</summary>
public static class ContainerRun
{
    /// <summary>Starts a container and waits until it has ended by itself.</summary>
    /// <param name="container">The container, not started yet.</param>
    /// <param name="engine">The engine it is on.</param>
    /// <param name="token">Stops waiting.</param>
    /// <returns>How it ended, whatever its exit code.</returns>
    public static async Task<ContainerExit> RunToEndAsync(this IContainer container, Engine engine, CancellationToken token)
    {
        try
        {
            await container.StartAsync(token);
        }
        catch (ContainerNotRunningException)
        {
            // To Testcontainers that is a failure; here it is the quicker way to the end.
        }

        await engine.Client.Containers.WaitContainerAsync(container.Id, token);
        return await ContainerExit.ReadAsync(engine, container.Id, container.ShortName(), token);
    }
}
