using Docker.DotNet;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;

namespace InfraSpecs;

/// <summary>One start of a container, which leaves nothing behind if it fails or is cancelled.</summary>
internal sealed class ContainerStart
{
    private const string Label = "infraspecs.start";

    private readonly Engine _engine;
    private readonly IContainer _container;
    private readonly string _id = Guid.NewGuid().ToString("N");
    private readonly long _began;

    private ContainerStart(Engine engine, ContainerBuilder builder, Plan plan, CancellationToken token)
    {
        (_engine, _began) = (engine, engine.Time.GetTimestamp());
        // Not a label of the builder's: Testcontainers finds a container that is to be used again by a hash of what the builder says.
        _container = builder.WithCreateParameterModifier(create => create.Labels[Label] = _id).Build();
        if (plan.Prepare is { } prepare) Ours(_container).Prepare = (id, _) => prepare(id, token);
    }

    /// <summary>Creates a container, prepares it, starts it, and waits until it is ready.</summary>
    public static Task<Container> RunAsync(Engine engine, ContainerBuilder builder, Plan plan, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        var start = new ContainerStart(engine, builder, plan, token);
        return Recording.WorkAsync("setup", $"container from {start._container.Image.FullName}", () => RunAsync(engine, start, plan, token));
    }

    private static async Task<Container> RunAsync(Engine engine, ContainerStart start, Plan plan, CancellationToken token)
    {
        // Testcontainers forgets a container whose creation is cancelled; the engine does not. So the start itself is not cancelled.
        var starting = start.StartAsync(plan.MayEnd);
        try
        {
            await starting.WaitAsync(token);
            var container = new Container(engine, start._container) { Readiness = plan.Readiness };
            if (engine.IsElsewhere) await engine.Keep(it => new EngineRelay(it)).CarryAsync(container, token);
            await container.BecomeReadyAsync(token);
            return container;
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            await start.CancelAsync(starting);
            throw;
        }
        catch (Exception e) when (e is DockerApiException or TimeoutException or ContainerNotRunningException)
        {
            throw await start.FailAsync(e);
        }
        catch
        {
            // What a clock, or a callback of the builder's, throws between creation and start; and what is not ready.
            await start.RemoveAsync();
            throw;
        }
    }

    private async Task StartAsync(bool mayEnd)
    {
        try
        {
            await _container.StartAsync(_engine.Closing);
        }
        catch (ContainerNotRunningException) when (mayEnd)
        {
            // It was quicker than its start was seen.
        }
    }

    private async Task CancelAsync(Task starting)
    {
        await Task.WhenAny(starting, Task.Delay(Creations.Settling, _engine.Time, CancellationToken.None));
        await RemoveAsync();
        if (!starting.IsCompleted) _engine.Later(RemoveAfterAsync(starting));
    }

    private async Task<InfraSpecsException> FailAsync(Exception cause)
    {
        // Testcontainers waits for ports that it publishes, and of a container that ends before it has seen them it says that the time is up.
        var ended = cause is DockerApiException ? null : await FindExitAsync();
        await RemoveAsync();
        return ended is null
            ? ContainerException.NotStarted(_container.Image.FullName, cause)
            : ContainerException.Ended(ended, "its start", _engine.Time.GetElapsedTime(_began));
    }

    private async Task<ContainerExit?> FindExitAsync()
    {
        // One that was found and not made keeps the label of its first start, and is not removed.
        if ((await ListAsync()).Containers is not [var made]) return null;
        var state = (await _engine.Client.Containers.InspectContainerAsync(made.Id, CancellationToken.None)).State!;
        return state.Running ? null : await ContainerExit.ReadAsync(_engine, made.Id, CancellationToken.None);
    }

    private Task RemoveAsync() => _engine.RemovingAsync(
        $"a container from {_container.Image.FullName} that was starting",
        async () => await (await ListAsync()).RemoveAsync(_engine.Client, CancellationToken.None));

    private async Task RemoveAfterAsync(Task starting)
    {
        await starting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await RemoveAsync();
    }

    private Task<SessionResources> ListAsync() => SessionResources.ListAsync(_engine.Client, $"{Label}={_id}", CancellationToken.None);

    private static EngineContainer Ours(IContainer container) => container as EngineContainer
        ?? throw new ArgumentException("The builder is none that Engine.NewContainer gave: Configure must add to the builder that it is given, and return it.", nameof(container));

    /// <summary>What is beside the builder.</summary>
    public sealed record Plan
    {
        /// <summary>What is done to it between its creation and its start.</summary>
        public Func<string, CancellationToken, Task>? Prepare { get; init; }

        /// <summary>When it is up; null where its builder says so, or nothing does.</summary>
        public (Ready When, TimeSpan Within)? Readiness { get; init; }

        /// <summary>Its end is no failure of its start.</summary>
        public bool MayEnd { get => field || Readiness is { When.IsEnd: true }; init; }
    }
}
