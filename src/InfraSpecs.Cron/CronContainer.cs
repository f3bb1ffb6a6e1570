using DotNet.Testcontainers.Containers;

namespace InfraSpecs.Cron;

/// <summary>A running container whose main process is cron, with its job's log followed from the first line.</summary>
public sealed class CronContainer : IAsyncDisposable
{
    private readonly Engine _engine;
    private readonly CronOptions _options;
    private readonly LogFollower _log;

    private CronContainer(Engine engine, CronOptions options, IContainer container)
    {
        (_engine, _options, Container) = (engine, options, container);
        _log = container.FollowFile(engine, options.LogFile, options.RunPattern);
    }

    /// <summary>Testcontainers' container.</summary>
    public IContainer Container { get; }

    /// <summary>The runs seen so far.</summary>
    public CronRuns Runs => new(_log.Snapshot());

    /// <summary>Starts a cron container. Whether cron stays up is not waited for: the waits for its runs say when it does not.</summary>
    /// <param name="engine">Where.</param>
    /// <param name="options">Which image, which log.</param>
    /// <param name="token">Ends the start; nothing is left then.</param>
    /// <exception cref="InvalidOptionsException">The options cannot be meant.</exception>
    /// <exception cref="ImageUnavailableException">The image cannot be had.</exception>
    /// <exception cref="ImageBuildException">The image source could not be built.</exception>
    /// <exception cref="ContainerStartException">The engine refused to start it.</exception>
    public static async Task<CronContainer> StartAsync(Engine engine, CronOptions options, CancellationToken token)
    {
        options.Validate();
        var image = await engine.Images.GetAsync(options.Image, token);
        var builder = engine.NewContainer(image, "cron").WithCreateParameterModifier(create => create.HostConfig!.Init = options.Init);
        var container = await engine.StartAsync(options.Configure?.Invoke(builder) ?? builder, token);
        return new CronContainer(engine, options, container);
    }

    /// <summary>Waits for runs as long as the schedule takes: <see cref="CronOptions.Every"/> for each, and <see cref="CronOptions.Slack"/>.</summary>
    /// <inheritdoc cref="WaitForRunsAsync(int, TimeSpan, CancellationToken)"/>
    public Task<CronRuns> WaitForRunsAsync(int count, CancellationToken token) =>
        WaitForRunsAsync(count, (_options.Every * count) + _options.Slack, token);

    /// <summary>Waits until the job has run at least <paramref name="count"/> times since the container was started.</summary>
    /// <param name="count">How many runs; 1 or more.</param>
    /// <param name="within">The deadline.</param>
    /// <param name="token">The caller's token.</param>
    /// <inheritdoc cref="LogFollower.WaitForMatchesAsync" path="/exception"/>
    public async Task<CronRuns> WaitForRunsAsync(int count, TimeSpan within, CancellationToken token) =>
        new(await _log.WaitForMatchesAsync(count, within, token));

    /// <summary>The processes in the container; cron is to be the main one.</summary>
    /// <param name="token">Ends the look-up.</param>
    /// <exception cref="ContainerExitedException">Cron has ended.</exception>
    public Task<ContainerProcesses> ListProcessesAsync(CancellationToken token) => Container.ListProcessesAsync(_engine, token);

    /// <summary>What is known of a file in the container; null if it is not there.</summary>
    /// <param name="path">The absolute path.</param>
    /// <param name="token">Ends the look-up.</param>
    public Task<FileFacts?> GetFileFactsAsync(string path, CancellationToken token) => Container.GetFileFactsAsync(_engine, path, token);

    /// <inheritdoc cref="ContainerStop.StopAsync"/>
    public Task<ContainerExit> StopAsync(TimeSpan grace, CancellationToken token) => Container.StopAsync(_engine, grace, token);

    /// <summary>Removes the container and its anonymous volumes.</summary>
    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        await Container.DisposeAsync();
    }
}
