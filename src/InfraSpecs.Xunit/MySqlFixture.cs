using System.Runtime.ExceptionServices;
using InfraSpecs.MySql;
using Xunit;

namespace InfraSpecs.Xunit;

/// <summary>
/// One MySQL server for all specs of a class: <c>IClassFixture&lt;MySqlFixture&gt;</c>. For other options derive from it and
/// override <see cref="Options"/>.
/// </summary>
/// <param name="engine">The assembly's engine.</param>
public class MySqlFixture(EngineFixture engine) : IAsyncLifetime
{
    private MySqlServer? _server;
    private ExceptionDispatchInfo? _failure;

    /// <summary>The server. What made its start fail is thrown here, so that it fails specs and not the fixture.</summary>
    public MySqlServer Server
    {
        get
        {
            _failure?.Throw();
            return _server ?? throw new InvalidOperationException("The server is there once InitializeAsync has run.");
        }
    }

    /// <summary>Which server.</summary>
    /// <value>Default the image source "mysql" with an empty database "test", as root.</value>
    protected virtual MySqlOptions Options => new() { Database = "test" };

    /// <inheritdoc/>
    public virtual async ValueTask InitializeAsync()
    {
        try
        {
            _server = await MySqlServer.StartAsync(engine.Engine, Options, TestContext.Current.CancellationToken);
        }
        catch (Exception e)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
        }
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
