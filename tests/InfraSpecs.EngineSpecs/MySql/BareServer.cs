using InfraSpecs.Xunit;
using MySqlConnector;
using static InfraSpecs.Xunit.Spec;

namespace InfraSpecs.EngineSpecs.MySql;

/// <summary>A server started by hand, so that fingerprints and ledgers are tried with nothing of ours around them.</summary>
public abstract class BareServer(EngineFixture fixture, string image, params string[] arguments) : IAsyncLifetime
{
    private const string Password = "s3cret";
    private Container? _container;

    public Container Container => _container ?? throw new InvalidOperationException("The server is there once InitializeAsync has run.");

    public string ConnectionString { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        if (fixture.UnavailableReason is not null) return;
        var builder = fixture.Engine.NewContainer(await fixture.Engine.Images.GetAsync(image, Token), image)
            .WithEnvironment("MYSQL_ROOT_PASSWORD", Password)
            .WithPortBinding(3306, assignRandomHostPort: true)
            .WithCommand(arguments);
        _container = await fixture.Engine.StartAsync(builder, Token);
        await ReadyAsync(Token);
    }

    /// <summary>SIGKILL and start again. The port is another one then.</summary>
    public async Task KillAndStartAsync(CancellationToken token)
    {
        await KillAsync(token);
        await Container.StartAsync(token);
        await ReadyAsync(token);
    }

    public Task KillAsync(CancellationToken token) =>
        fixture.Engine.Client.Containers.KillContainerAsync(Container.Id, new() { Signal = "SIGKILL" }, token);

    /// <summary>A database of the given name, new and filled.</summary>
    public async Task<string> CreateAsync(string database, params string[] statements)
    {
        await ExecuteAsync("", $"DROP DATABASE IF EXISTS {database}", $"CREATE DATABASE {database} CHARACTER SET utf8mb4");
        await ExecuteAsync(database, statements);
        return database;
    }

    public async Task ExecuteAsync(string database, params string[] statements)
    {
        await using var connection = new MySqlConnection(In(database));
        await connection.OpenAsync(Token);
        foreach (var statement in statements)
        {
            await using var command = new MySqlCommand(statement, connection) { CommandTimeout = 300 };
            await command.ExecuteNonQueryAsync(Token);
        }
    }

    public string In(string database) => new MySqlConnectionStringBuilder(ConnectionString) { Database = database, AllowUserVariables = true }.ConnectionString;

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _container?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    private async Task ReadyAsync(CancellationToken token)
    {
        var inspect = await fixture.Engine.Client.Containers.InspectContainerAsync(Container.Id, token);
        ConnectionString = new MySqlConnectionStringBuilder
        {
            Server = Container.Testcontainer.Hostname,
            Port = uint.Parse(inspect.NetworkSettings!.Ports!["3306/tcp"][0].HostPort!, System.Globalization.CultureInfo.InvariantCulture),
            UserID = "root",
            Password = Password,
            Pooling = false,
        }.ConnectionString;
        await Wait.UntilAsync($"{image} server", async stop =>
        {
            try
            {
                await using var connection = new MySqlConnection(ConnectionString);
                await connection.OpenAsync(stop);
                return Probe.Ready(true);
            }
            catch (MySqlException e)
            {
                return Probe.NotYet<bool>(e.Message);
            }
        }, TimeSpan.FromSeconds(90), token);
    }
}

public sealed class BareMySql(EngineFixture fixture) : BareServer(fixture, "mysql");

public sealed class BareMariaDb(EngineFixture fixture) : BareServer(fixture, "mariadb");

/// <summary>It answers COMMIT before the log is on disk, and no thread writes it meanwhile: one that does may happen to be done when the server is killed.</summary>
public sealed class ForgetfulMySql(EngineFixture fixture)
    : BareServer(fixture, "mysql", "mysqld", "--innodb-flush-log-at-trx-commit=0", "--innodb-flush-log-at-timeout=2700", "--innodb-log-writer-threads=OFF");
