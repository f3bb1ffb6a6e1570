using InfraSpecs.MySql;

namespace InfraSpecs.Xunit;

/// <summary>
/// One MySQL server for all specs of a class: <c>IClassFixture&lt;MySqlFixture&gt;</c>. For other options derive from it and
/// override <see cref="Options"/>.
/// </summary>
/// <param name="engine">The assembly's engine.</param>
public class MySqlFixture(EngineFixture engine) : SharedFixture<MySqlServer>(engine)
{
    /// <summary>The server. What made its start fail is thrown here.</summary>
    public MySqlServer Server => Shared;

    /// <summary>Which server.</summary>
    /// <value>Default the image source "mysql" with an empty database "test", as root.</value>
    protected virtual MySqlOptions Options => new() { Database = "test" };

    /// <inheritdoc/>
    protected override Task<MySqlServer> StartAsync(Engine engine, CancellationToken token) => MySqlServer.StartAsync(engine, Options, token);
}
