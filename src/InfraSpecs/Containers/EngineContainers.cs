using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;

namespace InfraSpecs;

/// <summary>Containers of an engine, as a builder describes them.</summary>
public static class EngineContainers
{
    /// <summary>Starts a container. If that fails or is cancelled, nothing of it is left.</summary>
    /// <param name="engine">Where.</param>
    /// <param name="builder">What <see cref="Engine.NewContainer"/> gave, with whatever was added.</param>
    /// <param name="token">Ends the start.</param>
    /// <returns>The container, running; the caller disposes it.</returns>
    /// <exception cref="ContainerException">The engine refused, or what the builder waits for did not come. Or it ended before what the builder waits for
    /// came.</exception>
    /// <exception cref="EngineException">The engine is elsewhere, and a port for this machine only cannot be forwarded from there.</exception>
    public static Task<Container> StartAsync(this Engine engine, ContainerBuilder builder, CancellationToken token) =>
        engine.EndPromptlyAsync(linked => ContainerStart.RunAsync(engine, builder, new ContainerStart.Plan(), linked), token);

    /// <summary>Holds a container that somebody else started, with Testcontainers or one of its modules: it gets all verbs and assertions, and stays with whom it belongs to.
    /// Disposing what is held does nothing to it.</summary>
    /// <param name="engine">The engine that it is on.</param>
    /// <param name="container">The container; it was started, and may have ended.</param>
    /// <exception cref="InvalidOperationException">It was not started yet, or is disposed.</exception>
    public static Container Hold(this Engine engine, IContainer container) => new(engine, container, isHeld: true);

    /// <summary>Holds a container that is there, whoever started it: <c>docker run</c>, compose, another program. It gets all verbs and assertions, and stays with whom it belongs to.
    /// Disposing what is held does nothing to it. A port that is published on an address of the engine's machine alone is not reached from elsewhere.</summary>
    /// <param name="engine">The engine that it is on.</param>
    /// <param name="container">Its name, or its ID or the beginning of that; it may have ended.</param>
    /// <param name="token">Ends the look-up.</param>
    /// <exception cref="ContainerException">There is none (<see cref="ContainerReason.NotFound"/>).</exception>
    public static async Task<Container> HoldAsync(this Engine engine, string container, CancellationToken token) => new(engine, await FoundContainer.FindAsync(engine, container, token));

    /// <summary>Starts a container, waits until it has ended by itself, and removes it.</summary>
    /// <param name="engine">Where.</param>
    /// <param name="builder">What <see cref="Engine.NewContainer"/> gave, with whatever was added.</param>
    /// <param name="token">Stops waiting; the container is removed then too.</param>
    /// <returns>How it ended, whatever its exit code.</returns>
    /// <exception cref="ContainerException">The engine refused.</exception>
    public static async Task<ContainerExit> RunToEndAsync(this Engine engine, ContainerBuilder builder, CancellationToken token)
    {
        await using var container = await engine.EndPromptlyAsync(
            linked => ContainerStart.RunAsync(engine, builder, new ContainerStart.Plan { MayEnd = true }, linked), token);
        return await container.EndAsync(token);
    }
}
