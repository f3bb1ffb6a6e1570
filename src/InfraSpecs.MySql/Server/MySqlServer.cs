using MySqlConnector;

namespace InfraSpecs.MySql;

/// <summary>A running MySQL or MariaDB server that has answered a query over TCP.</summary>
public sealed partial class MySqlServer : IAsyncDisposable
{
    private const string GoldenRole = "golden";

    private static readonly TimeSpan UsualGrace = TimeSpan.FromSeconds(30);

    private ServerFacts? _facts;
    private readonly ApartNetwork _network;
    private readonly bool _isGolden;
    private MySqlDataSource? _connections;

    private MySqlServer(Engine engine, MySqlOptions options, Container container, ApartNetwork network, bool isGolden) =>
        (Engine, Options, Container, _network, _isGolden) = (engine, options, container, network, isGolden);

    /// <summary>The container. <see cref="RestartAsync"/> and its like are to be called here: what is called there makes no new connections.</summary>
    public Container Container { get; }

    /// <summary>With what it was started, a generated password included.</summary>
    public MySqlOptions Options { get; }

    /// <summary>As the server says it: "9.7.4-2", "11.8.6-MariaDB".</summary>
    public string Version => Facts.Version;

    /// <summary>Whether it is MariaDB.</summary>
    public bool IsMariaDb => Facts.IsMariaDb;

    /// <summary>What its data is on, as of its start, and of the last statement, script or dump of this object that could change it. Of what
    /// others did since then <see cref="ReadStorageAsync"/> knows.</summary>
    public MySqlStorage Storage { get; private set; } = new() { Container = "", DataDirectory = "", Kind = StorageKind.Container };

    /// <summary>For any ADO.NET code, as <see cref="MySqlOptions.User"/>, or as root where there is none. It holds the password, and
    /// the port changes with each restart.</summary>
    public string ConnectionString => Connect(Options.Account);

    /// <summary>The same as root.</summary>
    public string RootConnectionString => Connect(("root", Options.RootPassword));

    internal Engine Engine { get; }

    /// <summary>What no text may show.</summary>
    internal Secrets Secrets => field ??= Secrets.Collect(Options);

    internal ServerFacts Facts => _facts ?? throw new InvalidOperationException("The server has not answered yet.");

    internal MySqlDataSource Connections => _connections
        ?? throw new InvalidOperationException($"{Container.Name} does not run; RestartAsync starts it.");

    /// <summary>Starts a MySQL server with a database and an account of root alone, as <see cref="MySqlOptions"/> has it where nothing is said.</summary>
    /// <inheritdoc cref="StartAsync(Engine, MySqlOptions, CancellationToken)"/>
    public static Task<MySqlServer> StartAsync(Engine engine, CancellationToken token) => StartAsync(engine, new MySqlOptions(), token);

    /// <summary>Starts a server and waits until it answers.</summary>
    /// <param name="engine">Where.</param>
    /// <param name="options">Which image, which names, which data.</param>
    /// <param name="token">Ends the start; nothing is left then.</param>
    /// <exception cref="InvalidOptionsException">The options cannot be meant.</exception>
    /// <exception cref="ImageException">The image cannot be had, or the image source could not be built.</exception>
    /// <exception cref="ContainerException">The engine refused to start it.</exception>
    /// <exception cref="EngineException">The engine is elsewhere, and the port cannot be brought from there.</exception>
    /// <exception cref="MySqlServerException"><see cref="MySqlServerReason.NotReady"/>: It ended, refuses the account or the database, listens elsewhere, or did not answer within
    /// <see cref="MySqlOptions.ReadyWithin"/>; the message says what its log says of it.</exception>
    /// <exception cref="MySqlServerException"><see cref="MySqlServerReason.DataNotUsed"/>: It writes elsewhere than to the data that it was given.</exception>
    public static Task<MySqlServer> StartAsync(Engine engine, MySqlOptions options, CancellationToken token)
    {
        options.Validate();
        return engine.EndPromptlyAsync(linked => StartValidAsync(engine, options, linked), token);
    }

    private static async Task<MySqlServer> StartValidAsync(Engine engine, MySqlOptions options, CancellationToken token)
    {
        var settling = options.WithPasswordsAsync(engine, token);
        var image = await engine.Images.GetAsync(options.Image, token);
        var whole = await settling;
        var golden = whole.UsesGolden ? await GoldenVolume.GetAsync(engine, image, whole, token) : null;
        return await StartAsync(engine, image, "mysql", whole, golden, token);
    }

    /// <summary>Starts a server that makes the data of a golden volume.</summary>
    internal static Task<MySqlServer> StartGoldenAsync(Engine engine, string image, MySqlOptions options, CancellationToken token) =>
        StartAsync(engine, image, GoldenRole, options, golden: null, token);

    /// <summary>Starts a server, on its own data, on that of others, or on a copy of a template.</summary>
    private static async Task<MySqlServer> StartAsync(
        Engine engine, string image, string role, MySqlOptions options, GoldenVolume? golden, CancellationToken token)
    {
        var network = await ApartNetwork.EnterAsync(engine, token);
        MySqlServer? server = null;
        try
        {
            server = new MySqlServer(engine, options, await StartContainerAsync(engine, image, role, options, golden, network, token), network, role == GoldenRole);
            await server.BecomeReadyAsync(token);
            return server;
        }
        catch (Exception e)
        {
            await Undo.AfterAsync(e, server is null ? network.DisposeAsync : server.DisposeAsync);
            throw;
        }
    }

    /// <summary>Stops the server as an operator does, with 30 s to write out what it must.</summary>
    /// <inheritdoc cref="StopAsync(TimeSpan, CancellationToken)"/>
    public Task<ContainerExit> StopAsync(CancellationToken token) => StopAsync(UsualGrace, token);

    /// <summary>Stops the server as an operator does.</summary>
    /// <param name="grace">How long it may take to write out what it must, before it is killed.</param>
    /// <param name="token">Stops waiting.</param>
    /// <returns>How it ended; exit code 137 says that it had to be killed.</returns>
    public async Task<ContainerExit> StopAsync(TimeSpan grace, CancellationToken token)
    {
        await CloseConnectionsAsync();
        return (await Container.StopAsync(grace, token)).Mask(Secrets.Mask);
    }

    /// <summary>Kills the server with SIGKILL, as a crash does. What it had acknowledged must be there after <see cref="RestartAsync"/>.</summary>
    /// <param name="token">Stops waiting.</param>
    public async Task<ContainerExit> KillAsync(CancellationToken token)
    {
        var exit = (await Container.KillAsync(token)).Mask(Secrets.Mask);
        await CloseConnectionsAsync();
        return exit;
    }

    /// <summary>Starts the server again on the same data after its end, and waits until it answers. Connection strings from before are void: the engine chooses another
    /// port.</summary>
    /// <param name="token">Stops waiting.</param>
    /// <exception cref="MySqlServerException"><see cref="MySqlServerReason.NotReady"/>: As at its first start.</exception>
    /// <exception cref="ContainerException">Its container was removed.</exception>
    public async Task StartAsync(CancellationToken token)
    {
        try
        {
            await Container.StartAsync(token);
        }
        catch (ContainerException e) when (e.Reason == ContainerReason.Ended)
        {
            // It ended already. The wait finds that out, and says it with the tail of the log.
        }

        await BecomeReadyAsync(token);
    }

    /// <summary>Stops the server if it runs, with the usual 30 s, and starts it again.</summary>
    /// <inheritdoc cref="StartAsync(CancellationToken)"/>
    public async Task RestartAsync(CancellationToken token)
    {
        await StopAsync(token);
        await StartAsync(token);
    }

    /// <summary>Looks anew at what its data is on.</summary>
    /// <param name="token">Ends the look.</param>
    /// <returns>What <see cref="Storage"/> is then.</returns>
    /// <exception cref="ContainerException">The server has ended; the message has the tail of its log.</exception>
    /// <exception cref="MySqlServerException"><see cref="MySqlServerReason.StatementRefused"/>: The server refused to say it.</exception>
    public Task<MySqlStorage> ReadStorageAsync(CancellationToken token) => AskAsync("what its data is on", () => LookAsync(token), token);

    /// <summary>Says how the server ended, if it has or does so at once.</summary>
    /// <exception cref="ContainerException">It has ended, or was removed.</exception>
    internal Task ThrowIfEndedAsync(string awaited, CancellationToken token) => Container.ThrowIfEndedAsync(awaited, Secrets.Mask, token);

    /// <summary>The same, where a statement may have given something a directory of its own.</summary>
    internal async Task LookAfterAsync(string sql, CancellationToken token)
    {
        if (sql.Contains("DIRECTORY", StringComparison.OrdinalIgnoreCase) || sql.Contains("DATAFILE", StringComparison.OrdinalIgnoreCase)) await ReadStorageAsync(token);
    }

    /// <summary>Removes the container and the volumes that nobody else owns.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await CloseConnectionsAsync();
            await Container.DisposeAsync();
        }
        finally
        {
            await _network.DisposeAsync();
        }
    }

    private static Task<Container> StartContainerAsync(
        Engine engine, string image, string role, MySqlOptions options, GoldenVolume? golden, ApartNetwork network, CancellationToken token)
    {
        var builder = network.Hold(MySqlContainer.Describe(engine, image, role, options));
        if (golden is not null) builder = golden.Fill(builder, options.DataDirectory);
        if (options.Data is { } data) builder = builder.WithVolumesFrom(data);
        return engine.StartAsync(options.Configure?.Invoke(builder) ?? builder, token);
    }

    private async Task BecomeReadyAsync(CancellationToken token)
    {
        _facts = await new MySqlReadiness(Container, Options, () => ConnectionString, Secrets).WaitAsync(_isGolden, token);
        await LookAsync(token);
        _connections = new MySqlDataSource(ConnectionString);
    }

    private async Task<MySqlStorage> LookAsync(CancellationToken token) => Storage = await StorageCheck.RunAsync(this, token);

    /// <summary>What the client says of a server that has ended is not the cause.</summary>
    private async Task<T> AskAsync<T>(string awaited, Func<Task<T>> ask, CancellationToken token)
    {
        try
        {
            return await ask();
        }
        catch (MySqlException e) when (!token.IsCancellationRequested)
        {
            // A server that answers gives a state with each error.
            if (e.SqlState is null) await ThrowUnansweredAsync(awaited, Secrets.Mask(e.Message), token);
            throw MySqlServerException.StatementRefused(Storage, Version, e, Secrets.Mask(e.Message));
        }
    }

    private async Task ThrowUnansweredAsync(string awaited, string said, CancellationToken token)
    {
        await ThrowIfEndedAsync(awaited, token);
        var state = (await Engine.Client.Containers.InspectContainerAsync(Container.Id, token)).State!;
        throw MySqlServerException.Unanswered(Container.Name, awaited, said, state.Paused);
    }

    private string Connect((string Name, string Password) account)
    {
        var (host, port) = Container.GetPublishedAddress(MySqlContainer.Port);
        return ConnectionStrings.To(host, port, account, Options.Database);
    }

    private async ValueTask CloseConnectionsAsync()
    {
        if (_connections is { } open) await open.DisposeAsync();
        _connections = null;
    }
}
