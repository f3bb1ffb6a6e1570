using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using InfraSpecs.Images.Behaviour;

namespace InfraSpecs.Images;

/// <summary>A container of an image that is run in order to see how the image behaves: how it stops, whether it reaps, what runs and listens in it. Its image needs no shell.</summary>
public sealed class ImageRun : IAsyncDisposable
{
    private readonly SemaphoreSlim _entering = new(1);
    private Inside? _inside;

    private ImageRun(Engine engine, ImageRunOptions options, DeclaredByImage declared, Container container) =>
        (Engine, Options, Declared, Container, Mask) = (engine, options, declared, container, new EnvironmentMask(options.Environment));

    /// <summary>The container.</summary>
    public Container Container { get; }

    /// <summary>The options that it was started with.</summary>
    public ImageRunOptions Options { get; }

    internal Engine Engine { get; }

    internal DeclaredByImage Declared { get; private set; }

    internal EnvironmentMask Mask { get; }

    /// <summary>Starts a container of an image and waits until it is up.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="options">Which image, with what environment, and when it is up.</param>
    /// <param name="token">Cancels the start; nothing is left then.</param>
    /// <exception cref="InvalidOptionsException">The options cannot be meant.</exception>
    /// <exception cref="ImageException">The image cannot be had.</exception>
    /// <exception cref="ImageTestException">The image is for another platform than the engine's machine, which does not run it; or the container was given the
    /// processes of others.</exception>
    /// <exception cref="ContainerException">The engine refused to start it. Or it ended before it was up; the message has the tail of its log.</exception>
    /// <exception cref="WaitException">It was not up within <see cref="ImageRunOptions.ReadyWithin"/>; the message says what was missing. Or it says itself that it
    /// will not be: its health check fails, or there is none where one is asked for.</exception>
    public static Task<ImageRun> StartAsync(Engine engine, ImageRunOptions options, CancellationToken token)
    {
        options.Validate();
        return engine.EndPromptlyAsync(linked => StartValidAsync(engine, options, linked), token);
    }

    /// <summary>
    /// Sends the image's stop signal, as a stop by the engine does, and waits until the container has ended. If the grace period passes, it looks what still runs, and why, and kills it.
    /// </summary>
    /// <param name="token">Cancels the operation.</param>
    /// <returns>How it ended, and what kept it from ending.</returns>
    /// <exception cref="ContainerException">It had ended by itself.</exception>
    public Task<ImageStop> StopAsync(CancellationToken token) => Stopping.RunAsync(this, token);

    /// <summary>Leaves the main process an orphan, a child of a child whose parent has ended, which ends at once too; and looks whether it is reaped.</summary>
    /// <param name="token">Cancels the operation.</param>
    /// <exception cref="ContainerException">It has ended.</exception>
    /// <exception cref="ImageTestException">Process 1 cannot be seen.</exception>
    public Task<ImageReaping> ReapAsync(CancellationToken token) => Reaping.RunAsync(this, token);

    /// <summary>Looks twice what runs and what is listened on, <see cref="ImageRunOptions.LongLivedFrom"/> apart.</summary>
    /// <param name="token">Cancels the operation.</param>
    /// <exception cref="ContainerException">It has ended.</exception>
    /// <exception cref="ImageTestException">Process 1 cannot be seen, or the container is in a network of others.</exception>
    public async Task<ImageConcern> ReadConcernAsync(CancellationToken token)
    {
        if (Declared.SharedNetwork is { } network) throw ImageTestException.SharedNetwork(Options.Image, network);
        var first = await LookAsync(token);
        await Task.Delay(Options.LongLivedFrom, Engine.Time, token);
        var second = await LookAsync(token);
        return ImageConcern.Judge(Options.Image, Declared, first, second);
    }

    /// <summary>Removes the container, running or not, and its anonymous volumes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_inside is not null) await _inside.DisposeAsync();
        await Container.DisposeAsync();
        _entering.Dispose();
    }

    internal Task<T> WaitUntilAsync<T>(string awaited, Func<CancellationToken, ValueTask<Probe<T>>> probe, CancellationToken token) =>
        Container.WaitUntilAsync(awaited, probe, Options.ReadyWithin, Mask.Apply, token);

    internal Task<T> LookUntilAsync<T>(string awaited, Func<InsideLook, Probe<T>> judge, CancellationToken token) =>
        WaitUntilAsync(awaited, linked => TryInsideAsync(async inside => judge(await inside.LookAsync(linked)), linked), token);

    /// <summary>What is asked inside, of a container that runs.</summary>
    internal Task<T> AskInsideAsync<T>(string awaited, Func<Inside, CancellationToken, Task<T>> ask, CancellationToken token) =>
        WaitUntilAsync(awaited, linked => TryInsideAsync(async inside => Probe.Ready(await ask(inside, linked)), linked), token);

    internal async Task<InsideLook> LookAsync(CancellationToken token)
    {
        var look = await AskInsideAsync("a look at its processes", (inside, linked) => inside.LookAsync(linked), token);
        return look.Main is null ? throw ImageTestException.MainProcessHidden(Options.Image) : look with { Processes = [.. look.Processes.Select(Mask.Apply)] };
    }

    internal async Task SignalAsync(StopSignal signal, CancellationToken token)
    {
        try
        {
            await Engine.Client.Containers.KillContainerAsync(Container.Id, new ContainerKillParameters { Signal = signal.Number > 0 ? $"{signal.Number}" : signal.Name }, token);
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.Conflict)
        {
            await WaitUntilAsync("its stop", _ => ValueTask.FromResult(Probe.NotYet<bool>("it has ended")), token);
        }
    }

    private static async Task<ImageRun> StartValidAsync(Engine engine, ImageRunOptions options, CancellationToken token)
    {
        var image = await engine.Images.GetAsync(options.Image, token);
        var declared = await DeclaredByImage.ReadAsync(engine.Client, image, token);
        ImageRun? run = null;
        try
        {
            var container = await engine.StartAsync(Describe(engine, image, options, declared), token);
            run = new ImageRun(engine, options, declared, container);
            run.Declared = await declared.OfContainerAsync(engine.Client, container.Id, token);
            await options.Ready.WaitAsync(run, token);
            return run;
        }
        catch (Exception e)
        {
            if (run is not null) await Undo.AfterAsync(e, run.DisposeAsync);
            if (e is ContainerException { Exit: { } exit } && new EnvironmentMask(options.Environment) is var mask && mask.Hides(exit))
            {
                throw ImageTestException.Ended(options.Image, exit.Mask(mask.Apply), e);
            }
            if (await RunPlatform.ExplainAsync(engine, options.Image, declared.Platform, e) is var better && better != e) throw better;
            throw;
        }
    }

    private static ContainerBuilder Describe(Engine engine, string image, ImageRunOptions options, DeclaredByImage declared)
    {
        var builder = engine.NewContainer(image, "image").WithEnvironment(options.Environment).WithCreateParameterModifier(create => declared.HurryCheck(create, options.ReadyWithin));
        if (options.Command is { } command) builder = builder.WithCommand([.. command]);
        return options.Configure?.Invoke(builder) ?? builder;
    }

    /// <summary>Between two looks the container may end, and the one inside with it; whoever waits for it is told that.</summary>
    private async ValueTask<Probe<T>> TryInsideAsync<T>(Func<Inside, Task<Probe<T>>> ask, CancellationToken token)
    {
        try
        {
            return await ask(await EnterAsync(token));
        }
        catch (Exception e) when (e is ContainerException or WaitException { Reason: WaitReason.Hopeless })
        {
            return Probe.NotYet<T>($"it could not be looked at from inside: {e.Message.ReplaceLineEndings(" ")}");
        }
    }

    private async Task<Inside> EnterAsync(CancellationToken token)
    {
        await _entering.WaitAsync(token);
        try
        {
            return _inside ??= await Inside.EnterAsync(Engine, Container.Id, token);
        }
        finally
        {
            _entering.Release();
        }
    }
}
