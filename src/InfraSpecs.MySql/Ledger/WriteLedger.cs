using MySqlConnector;

namespace InfraSpecs.MySql;

/// <summary>
/// Writers that fill a table and remember, outside the server, which commits it acknowledged. After the server was stopped, killed or
/// restored, <see cref="CompareAsync"/> says which of them are missing.
/// </summary>
public sealed class WriteLedger : IAsyncDisposable
{
    private readonly LedgerOptions _options;
    private readonly LedgerBook _book;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly Task _writing;

    private WriteLedger(string connectionString, LedgerOptions options, LedgerBook book)
    {
        (_options, _book) = (options, book);
        _writing = Task.WhenAll(Enumerable.Range(1, options.Writers)
            .Select(number => new LedgerWriter(number, connectionString, options, book).RunAsync(_stop.Token, _abort.Token)));
    }

    /// <summary>How many transactions the server has acknowledged so far.</summary>
    public long Acknowledged => _book.Acknowledged;

    /// <inheritdoc cref="StartAsync(string, LedgerOptions, CancellationToken)"/>
    public static Task<WriteLedger> StartAsync(string connectionString, CancellationToken token) => StartAsync(connectionString, new LedgerOptions(), token);

    /// <summary>Makes the table and starts the writers.</summary>
    /// <param name="connectionString">As MySqlConnector takes it, with a database; an account that may create tables in it.</param>
    /// <param name="options">Who writes how much into which table.</param>
    /// <param name="token">Ends the start; the writers that run are stopped by <see cref="StopAsync"/> or disposal.</param>
    /// <exception cref="MySqlException">The server cannot be reached, or refuses the table.</exception>
    /// <exception cref="InvalidOptionsException">The options cannot be meant.</exception>
    public static async Task<WriteLedger> StartAsync(string connectionString, LedgerOptions options, CancellationToken token)
    {
        options.Validate();
        var settings = Settings(connectionString, options);
        await using var connection = new MySqlConnection(settings);
        await connection.OpenAsync(token);
        await new LedgerTable(options.Table).CreateAsync(connection, token);
        return new WriteLedger(settings, options, new LedgerBook());
    }

    /// <summary>Waits until the server has acknowledged so many transactions, since the start.</summary>
    /// <param name="count">How many; 1 or more.</param>
    /// <param name="within">The deadline.</param>
    /// <param name="token">The caller's token.</param>
    /// <returns>How many there are.</returns>
    /// <exception cref="WaitException">There were fewer when the deadline passed. Or all writers have ended.</exception>
    public Task<long> WaitForCommitsAsync(long count, TimeSpan within, CancellationToken token)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return Wait.UntilAsync(
            "commits of the ledger",
            _ => ValueTask.FromResult(
                Acknowledged >= count ? Probe.Ready(Acknowledged)
                : _writing.IsCompleted ? Probe.Hopeless<long>($"all writers have ended after {Acknowledged} of {count} commits")
                : Probe.NotYet<long>($"{Acknowledged} of {count} transactions are acknowledged")),
            within, token, _options.Time);
    }

    /// <summary>Stops the writers: each ends its transaction first. When the token ends the waiting, what is under way is cut off and in doubt.</summary>
    /// <param name="token">Cuts off transactions that do not end, as on a server that hangs.</param>
    public async Task StopAsync(CancellationToken token)
    {
        await _stop.CancelAsync();
        await using (token.Register(_abort.Cancel)) await EndedAsync();
    }

    /// <summary>Compares what was acknowledged with what a server holds. Every row is read and its checksum is made again.</summary>
    /// <param name="connectionString">The same server, or the one that a backup was restored into.</param>
    /// <param name="token">Ends the comparison.</param>
    /// <exception cref="InvalidOperationException">The writers have not been stopped.</exception>
    /// <exception cref="MySqlException">The server cannot be reached or does not have the table.</exception>
    public async Task<LedgerReport> CompareAsync(string connectionString, CancellationToken token)
    {
        if (!_writing.IsCompleted) throw new InvalidOperationException("The ledger is still being written; await StopAsync first.");
        await using var connection = new MySqlConnection(Settings(connectionString, _options));
        await connection.OpenAsync(token);
        return _book.Compare(_options.Table, await new LedgerTable(_options.Table).ReadAsync(connection, _book.Run, token));
    }

    /// <summary>Stops the writers at once. The table stays.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _abort.CancelAsync();
        await EndedAsync();
        _stop.Dispose();
        _abort.Dispose();
    }

    private async Task EndedAsync()
    {
        try
        {
            await _writing;
        }
        catch (OperationCanceledException) when (_abort.IsCancellationRequested)
        {
            // Cut off on purpose; the book has what was under way as abandoned or in doubt.
        }
    }

    /// <summary>Without a pool: a broken connection must be seen by the writer that has it, and nothing may be retried behind its back.</summary>
    private static string Settings(string connectionString, LedgerOptions options) => new MySqlConnectionStringBuilder(connectionString)
    {
        Pooling = false,
        DefaultCommandTimeout = (uint)options.StatementTimeout.TotalSeconds,
        TreatTinyAsBoolean = false,
    }.ConnectionString;
}
