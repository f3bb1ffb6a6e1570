using Docker.DotNet;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;

namespace InfraSpecs;

/// <summary>One start of a container, which leaves nothing behind if it fails or is cancelled.</summary>
internal static class ContainerStart
{
    private const string Label = "infraspecs.start";

    public static async Task<Container> RunAsync(Engine engine, ContainerBuilder builder, Plan plan, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        var began = engine.Time.GetTimestamp();
        var start = Guid.NewGuid().ToString("N");
        // Not a label of the builder's: Testcontainers finds a container that is to be used again by a hash of what the builder says.
        var container = builder.WithCreateParameterModifier(create => create.Labels[Label] = start).Build();
        if (plan.Prepare is not null) Ours(container).Prepare = (id, _) => plan.Prepare(id, token);

        // Testcontainers forgets a container whose creation is cancelled; the engine does not. So the start itself is not cancelled.
        var starting = container.StartAsync(engine.Closing);
        try
        {
            await EndedEarlyAsync(starting.WaitAsync(token));
            var made = new Container(engine, container) { Readiness = plan.Readiness };
            if (engine.IsElsewhere) await engine.Keep(it => new EngineRelay(it)).CarryAsync(made, token);
            return made;
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            await Task.WhenAny(starting, Task.Delay(Creations.Settling, engine.Time, CancellationToken.None));
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

        async Task EndedEarlyAsync(Task started)
        {
            try
            {
                await started;
            }
            catch (ContainerNotRunningException) when (plan.MayEnd)
            {
                // It was quicker than its start was seen.
            }
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

    private static EngineContainer Ours(IContainer container) => container as EngineContainer
        ?? throw new ArgumentException("The builder is none that Engine.NewContainer gave: Configure must add to the builder that it is given, and return it.", nameof(container));

    /// <summary>What is beside the builder.</summary>
    public sealed record Plan
    {
        /// <summary>What is done to it between its creation and its start.</summary>
        public Func<string, CancellationToken, Task>? Prepare { get; init; }

        /// <summary>When it is up; it is not waited for here.</summary>
        public (Ready When, TimeSpan Within)? Readiness { get; init; }

        /// <summary>Its end is no failure of its start.</summary>
        public bool MayEnd { get => field || Readiness is { When.IsEnd: true }; init; }
    }
}
