using InfraSpecs.Cron;

namespace InfraSpecs.Xunit;

/// <summary>
/// One cron container for all specs of a class: <c>IClassFixture&lt;CronFixture&gt;</c>. For another image or job derive from it and
/// override <see cref="Options"/>.
/// </summary>
/// <param name="engine">The assembly's engine.</param>
public class CronFixture(EngineFixture engine) : SharedFixture<CronContainer>(engine)
{
    /// <summary>The container. What made its start fail is thrown here.</summary>
    public CronContainer Cron => Shared;

    /// <summary>Which container.</summary>
    /// <value>Default the image source "cronjob", and of its jobs the tutorial's, which runs each minute.</value>
    protected virtual CronOptions Options => new() { Job = "task.sh" };

    /// <inheritdoc/>
    protected override Task<CronContainer> StartAsync(Engine engine, CancellationToken token) => CronContainer.StartAsync(engine, Options, token);
}
