using System.Runtime.ExceptionServices;
using Xunit;

namespace InfraSpecs.Xunit;

/// <summary>Something that is started once for all specs of a class, and disposed after the last if that means something. What makes its start fail is thrown
/// where a spec asks for it, so that it fails the specs, or is never asked for where they are skipped.</summary>
/// <typeparam name="T">What is started.</typeparam>
/// <param name="engine">The assembly's engine.</param>
public abstract class SharedFixture<T>(EngineFixture engine) : IAsyncLifetime
    where T : class
{
    private T? _shared;
    private ExceptionDispatchInfo? _failure;

    /// <summary>What was started.</summary>
    protected T Shared
    {
        get
        {
            _failure?.Throw();
            return _shared ?? throw new InvalidOperationException($"The {typeof(T).Name} is there once InitializeAsync has run.");
        }
    }

    /// <inheritdoc/>
    public virtual async ValueTask InitializeAsync()
    {
        try
        {
            _shared = await StartAsync(engine.Engine, TestContext.Current.CancellationToken);
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
        }
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        if (_shared is IAsyncDisposable shared) await shared.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts it.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="token">Cancelled when the run is stopped.</param>
    protected abstract Task<T> StartAsync(Engine engine, CancellationToken token);
}
