using System.Runtime.ExceptionServices;
using InfraSpecs.Cron;
using Xunit;

namespace InfraSpecs.Xunit;

/// <summary>
/// One cron container for all specs of a class: <c>IClassFixture&lt;CronFixture&gt;</c>. For another image or job derive from it and
/// override <see cref="Options"/>.
/// </summary>
/// <param name="engine">The assembly's engine.</param>
public class CronFixture(EngineFixture engine) : IAsyncLifetime
{
    private CronContainer? _cron;
    private ExceptionDispatchInfo? _failure;

    /// <summary>The container. What made its start fail is thrown here, so that it fails specs and not the fixture.</summary>
    public CronContainer Cron
    {
        get
        {
            _failure?.Throw();
            return _cron ?? throw new InvalidOperationException("The container is there once InitializeAsync has run.");
        }
    }

    /// <summary>Which container.</summary>
    /// <value>Default the image source "cronjob": a job that runs each minute.</value>
    protected virtual CronOptions Options => new();

    /// <inheritdoc/>
    public virtual async ValueTask InitializeAsync()
    {
        try
        {
            _cron = await CronContainer.StartAsync(engine.Engine, Options, TestContext.Current.CancellationToken);
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
        }
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        if (_cron is not null) await _cron.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
