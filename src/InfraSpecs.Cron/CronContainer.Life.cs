namespace InfraSpecs.Cron;

/// <content>Its end, and a new start.</content>
public sealed partial class CronContainer
{
    /// <inheritdoc cref="Container.StopAsync(CancellationToken)"/>
    public Task<ContainerExit> StopAsync(CancellationToken token) => Container.StopAsync(token);

    /// <inheritdoc cref="Container.StopAsync(TimeSpan, CancellationToken)"/>
    public Task<ContainerExit> StopAsync(TimeSpan grace, CancellationToken token) => Container.StopAsync(grace, token);

    /// <inheritdoc cref="Container.KillAsync"/>
    public Task<ContainerExit> KillAsync(CancellationToken token) => Container.KillAsync(token);

    /// <summary>Starts it again after its end. Its clock goes on from where it is, and its runs are counted on.</summary>
    /// <param name="token">Cancels the call.</param>
    /// <exception cref="ContainerException">It ended at once; the message has the tail of its log.</exception>
    public Task StartAsync(CancellationToken token) => Container.StartAsync(token);

    /// <summary>Stops it if it runs, with the usual 10 s, and starts it again.</summary>
    /// <inheritdoc cref="StartAsync(CancellationToken)"/>
    public Task RestartAsync(CancellationToken token) => Container.RestartAsync(token);
}
