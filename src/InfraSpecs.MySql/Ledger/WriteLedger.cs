using System.Runtime.ExceptionServices;
using MySqlConnector;

namespace InfraSpecs.MySql;

/// <summary>
/// Writers that fill a table and remember, outside the server, which commits it acknowledged. After the server was stopped, killed or
/// restored, <see cref="CompareAsync"/> says which of them are missing.
/// </summary>
public sealed class WriteLedger : IAsyncDisposable
{
    private readonly LedgerOptions _options;
    private readonly string _settings;
    private readonly LedgerBook _book;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly Task _writing;
    private bool _isTold;

    private WriteLedger(string connectionString, LedgerOptions options, LedgerBook book)
    {
        (_options, _settings, _book) = (options, connectionString, book);
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
    /// <exception cref="MySqlServerException"><see cref="MySqlServerReason.NotReady"/>: The server cannot be reached.</exception>
    /// <exception cref="MySqlServerException"><see cref="MySqlServerReason.StatementRefused"/>: It refuses the account, or the table.</exception>
    /// <exception cref="InvalidOptionsException">The options cannot be meant.</exception>
    public static async Task<WriteLedger> StartAsync(string connectionString, LedgerOptions options, CancellationToken token)
    {
        options.Validate();
        var settings = Settings(connectionString, options);
        await AskAsync(settings, options, async connection =>
        {
            await new LedgerTable(options.Table).CreateAsync(connection, token);
            return true;
        }, token);
        return new WriteLedger(settings, options, new LedgerBook());
    }

    /// <summary>Waits until the server has acknowledged so many transactions, since the start.</summary>
    /// <param name="count">How many; 1 or more.</param>
    /// <param name="within">The deadline.</param>
    /// <param name="token">The caller's token.</param>
    /// <returns>How many there are.</returns>
    /// <exception cref="WaitException">There were fewer when the deadline passed. Or all writers have ended; the message says what ended the last.</exception>
    /// <exception cref="MySqlServerException"><see cref="MySqlServerReason.StatementRefused"/>: The server refused a writer's statement, as with a full table.</exception>
    public Task<long> WaitForCommitsAsync(long count, TimeSpan within, CancellationToken token)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return Wait.UntilAsync(
            "commits of the ledger",
            _ =>
            {
                if (Acknowledged >= count) return ValueTask.FromResult(Probe.Ready(Acknowledged));
                ThrowIfFailed();
                return ValueTask.FromResult(_writing.IsCompleted
                    ? Probe.Hopeless<long>($"all writers have ended after {Acknowledged} of {count} commits{Because}")
                    : Probe.NotYet<long>($"{Acknowledged} of {count} transactions are acknowledged{Because}"));
            },
            within, token, _options.Time);
    }

    /// <summary>Stops the writers: each ends its transaction first. When the token ends the waiting, what is under way is cut off and in doubt.</summary>
    /// <param name="token">Cuts off transactions that do not end, as on a server that hangs.</param>
    /// <exception cref="MySqlServerException"><see cref="MySqlServerReason.StatementRefused"/>: The server had refused a writer's statement. All writers have ended all the same.</exception>
    public async Task StopAsync(CancellationToken token)
    {
        await _stop.CancelAsync();
        await using (token.Register(_abort.Cancel)) await EndedAsync();
        ThrowIfFailed();
    }

    /// <summary>Compares what was acknowledged with what a server holds. Every row is read and its checksum is made again.</summary>
    /// <param name="connectionString">The same server, or the one that a backup was restored into.</param>
    /// <param name="token">Ends the comparison.</param>
    /// <exception cref="InvalidOperationException">The writers have not been stopped.</exception>
    /// <exception cref="MySqlServerException"><see cref="MySqlServerReason.NotReady"/>: The server cannot be reached.</exception>
    /// <exception cref="MySqlServerException"><see cref="MySqlServerReason.StatementRefused"/>: It does not have the table.</exception>
    public async Task<LedgerReport> CompareAsync(string connectionString, CancellationToken token)
    {
        var report = await CompareQuietlyAsync(connectionString, token);
        Recording.NoteDifferences($"ledger {report.Table}", () => report.Rows);
        return report;
    }

    /// <summary>The same, without a record of it: of a backup it is expected that it lacks the last commits.</summary>
    internal async Task<LedgerReport> CompareQuietlyAsync(string connectionString, CancellationToken token)
    {
        if (!_writing.IsCompleted) throw new InvalidOperationException("The ledger is still being written; await StopAsync first.");
        return await AskAsync(Settings(connectionString, _options), _options, async connection =>
            _book.Compare(_options.Table, await new LedgerTable(_options.Table).ReadAsync(connection, _book.Run, token)), token);
    }

    /// <summary>Stops the writers at once. The table stays. What the server refused them, and nobody was told, is told on standard error: a failure here would take the place of
    /// the spec's own.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _abort.CancelAsync();
        await EndedAsync();
        _stop.Dispose();
        _abort.Dispose();
        if (_book.Failure is { } failure && !_isTold) await Console.Error.WriteLineAsync($"InfraSpecs: a writer of the ledger in table '{_options.Table}' had ended: {failure.Message}");
    }

    private string Because => _book.LastDisconnect is { } why ? $"; a connection broke last because: {why}" : "";

    private static async Task<T> AskAsync<T>(string connectionString, LedgerOptions options, Func<MySqlConnection, Task<T>> ask, CancellationToken token)
    {
        try
        {
            await using var connection = new MySqlConnection(connectionString);
            await connection.OpenAsync(token);
            return await ask(connection);
        }
        catch (MySqlException e) when (!token.IsCancellationRequested)
        {
            throw MySqlServerException.LedgerFailed(options.Table, connectionString, e);
        }
    }

    private void ThrowIfFailed()
    {
        if (_book.Failure is not { } failure) return;
        _isTold = true;
        if (failure is MySqlException refusal) throw MySqlServerException.LedgerFailed(_options.Table, _settings, refusal);
        ExceptionDispatchInfo.Throw(failure);
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
