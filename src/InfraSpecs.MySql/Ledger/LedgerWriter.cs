using System.Data;
using System.Net.Sockets;
using MySqlConnector;

namespace InfraSpecs.MySql;

/// <summary>One connection that writes transaction after transaction and tells the ledger what became of each.</summary>
internal sealed class LedgerWriter(int number, string connectionString, LedgerOptions options, LedgerBook book)
{
    private const MySqlErrorCode MariaDbConnectionKilled = (MySqlErrorCode)1927;

    private readonly LedgerTable _table = new(options.Table);

    /// <summary>Writes until it is told to stop, between transactions, or until its connection is broken for good. What else ends it is in the book.</summary>
    public async Task RunAsync(CancellationToken stop, CancellationToken abort)
    {
        MySqlConnection? connection = null;
        try
        {
            while (!stop.IsCancellationRequested)
            {
                connection ??= await ConnectAsync(stop);
                if (connection is null) return;
                if (await WriteAsync(connection, abort)) continue;
                await connection.DisposeAsync();
                connection = null;
                if (options.OnDisconnect == OnDisconnect.End) return;
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            book.Failed(e);
        }
        finally
        {
            if (connection is not null) await connection.DisposeAsync();
        }
    }

    /// <returns>Whether the connection is still good.</returns>
    private async Task<bool> WriteAsync(MySqlConnection connection, CancellationToken abort)
    {
        var id = book.Begin();
        var state = CommitState.Abandoned;
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(abort);
            for (var part = 1; part <= options.RowsPerTransaction; part++)
            {
                var row = LedgerRow.Make(book.Run, id, part, options.RowsPerTransaction, options.PayloadBytes);
                await _table.InsertAsync(connection, transaction, row, number, abort);
            }

            // From here on the outcome is open until the server answers.
            state = CommitState.InDoubt;
            await transaction.CommitAsync(abort);
            state = CommitState.Acknowledged;
            return true;
        }
        catch (MySqlException e) when (e.ErrorCode is MySqlErrorCode.LockDeadlock or MySqlErrorCode.LockWaitTimeout)
        {
            return true;
        }
        catch (Exception e) when (IsUnreachable(e) && (connection.State != ConnectionState.Open || IsGoingDown(e)))
        {
            book.Disconnected(e.Message.Split('\n')[0]);
            return false;
        }
        finally
        {
            book.Record(new(id, number, state, options.Time.GetUtcNow()));
        }
    }

    private async Task<MySqlConnection?> ConnectAsync(CancellationToken stop)
    {
        var connection = new MySqlConnection(connectionString);
        try
        {
            await Wait.UntilAsync(
                $"writer {number} of the ledger",
                async token =>
                {
                    try
                    {
                        await connection.OpenAsync(token);
                        return Probe.Ready(true);
                    }
                    catch (Exception e) when (IsUnreachable(e))
                    {
                        return Probe.NotYet<bool>(e.Message);
                    }
                },
                options.ReconnectWithin, stop, options.Time);
            return connection;
        }
        catch (Exception e) when (e is WaitCanceledException or WaitException { Reason: WaitReason.TimedOut })
        {
            // Stopped, or the server is gone for good; either way what was recorded counts.
            if (e is WaitException lost) book.Disconnected($"{lost.Message.Split('\n')[0].TrimEnd('.')}: {lost.LastSeen}");
            await connection.DisposeAsync();
            return null;
        }
    }

    private static bool IsUnreachable(Exception e) =>
        e is MySqlException or IOException or SocketException or ObjectDisposedException or InvalidOperationException;

    /// <summary>Errors that the server still sends itself. Any other on a connection that works, as a full disk, is for the spec to see.</summary>
    private static bool IsGoingDown(Exception e) => e is MySqlException
    {
        ErrorCode: MySqlErrorCode.ServerShutdown or MySqlErrorCode.NormalShutdown or MySqlErrorCode.QueryInterrupted or MariaDbConnectionKilled
            or MySqlErrorCode.CommandTimeoutExpired,
    };
}
