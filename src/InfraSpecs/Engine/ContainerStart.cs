using Docker.DotNet;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;

namespace InfraSpecs;

/// <summary>One start of a container, which leaves nothing behind if it fails or is cancelled.</summary>
internal static class ContainerStart
{
    private const string Label = "infraspecs.start";

    /// <summary>For a request that is under way to become a container that can be removed.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(300);

    public static async Task<IContainer> RunAsync(Engine engine, ContainerBuilder builder, Func<string, CancellationToken, Task>? beforeStart, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        var began = engine.Time.GetTimestamp();
        var start = Guid.NewGuid().ToString("N");
        // Not a label of the builder's: Testcontainers finds a container that is to be used again by a hash of what the builder says.
        var container = builder.WithCreateParameterModifier(create => create.Labels[Label] = start).Build();

        // Testcontainers tells of the moment after all files were copied by an event, and that cannot be awaited.
        if (beforeStart is not null) container.Created += (_, _) => Task.Run(() => beforeStart(container.Id, token), token).GetAwaiter().GetResult();

        // Testcontainers forgets a container whose creation is cancelled; the engine does not. So the start itself is not cancelled.
        var starting = container.StartAsync(engine.Closing);
        try
        {
            await starting.WaitAsync(token);
            if (engine.IsElsewhere) await engine.Relay.CarryAsync(container, token);
            return container;
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            await Task.WhenAny(starting, Task.Delay(Settling, engine.Time, CancellationToken.None));
            await RemoveAsync();
            if (!starting.IsCompleted) engine.Later(RemoveLaterAsync());
            throw;
        }
        catch (Exception e) when (e is DockerApiException or TimeoutException or ContainerNotRunningException)
        {
            // Testcontainers waits for ports that it publishes, and of a container that ends before it has seen them it says that the time is up.
            var ended = e is DockerApiException ? null : await EndedAsync();
            await RemoveAsync();
            if (ended is { } it) throw new ContainerExitedException(it.Container, it, "its start", engine.Time.GetElapsedTime(began));
            throw new ContainerStartException(container.Image.FullName, e);
        }
        catch
        {
            // What a clock, or a callback of the builder's, throws between creation and start.
            await RemoveAsync();
            throw;
        }

        Task<SessionResources> ListAsync() => SessionResources.ListAsync(engine.Client, $"{Label}={start}", CancellationToken.None);

        async Task<ContainerExit?> EndedAsync()
        {
            // One that was found and not made keeps the label of its first start, and is not removed.
            if ((await ListAsync()).Containers is not [var made]) return null;
            var state = (await engine.Client.Containers.InspectContainerAsync(made.Id, CancellationToken.None)).State!;
            return state.Running ? null : await ContainerExit.ReadAsync(engine, made.Id, CancellationToken.None);
        }

        Task RemoveAsync() => engine.RemovingAsync(
            $"a container from {container.Image.FullName} that was starting",
            async () => await (await ListAsync()).RemoveAsync(engine.Client, CancellationToken.None));

        async Task RemoveLaterAsync()
        {
            await starting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await RemoveAsync();
        }
    }
}
