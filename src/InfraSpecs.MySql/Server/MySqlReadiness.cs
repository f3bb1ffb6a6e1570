using MySqlConnector;

namespace InfraSpecs.MySql;

/// <summary>What a server said of itself in the query that made it ready.</summary>
/// <param name="Version">As "9.7.4-2" or "11.8.6-MariaDB".</param>
/// <param name="DataDirectory">Where it writes.</param>
/// <param name="Socket">Where its own clients reach it in the container.</param>
internal sealed record ServerFacts(string Version, string DataDirectory, string Socket)
{
    public bool IsMariaDb => Version.Contains("MariaDB", StringComparison.OrdinalIgnoreCase);
}

/// <summary>
/// A server is ready when it answers a query over TCP at its published port. The server with which an image's entrypoint makes new
/// data cannot be taken for it: it listens on a socket only.
/// </summary>
/// <param name="container">The server's.</param>
/// <param name="options">With what it was started.</param>
/// <param name="connectionString">Where it is now.</param>
/// <param name="secrets">What no text may show.</param>
internal sealed class MySqlReadiness(Container container, MySqlOptions options, Func<string> connectionString, Secrets secrets)
{
    private const string Awaited = "a query over TCP";
    private const string Question = "SELECT @@version, @@datadir, @@socket, @@skip_networking, @@hostname";

    // An image may make its accounts while it answers already; what it still refuses after this long it will always refuse.
    private static readonly TimeSpan RefusalsUntil = TimeSpan.FromSeconds(3);

    private long? _refusedSince;
    private StartTrouble? _trouble;

    /// <param name="isGolden">It makes the data of a golden volume.</param>
    /// <param name="token">The caller's.</param>
    /// <exception cref="MySqlServerException"><see cref="MySqlServerReason.NotReady"/>: It ended, will never answer, or did not in time.</exception>
    /// <exception cref="ContainerException">It was removed.</exception>
    public async Task<ServerFacts> WaitAsync(bool isGolden, CancellationToken token)
    {
        await using var diagnosis = new StartDiagnosis(container, options, secrets);
        try
        {
            return await container.WaitUntilAsync(Awaited, linked => AskAsync(diagnosis, linked), options.ReadyWithin, secrets.Mask, token);
        }
        catch (ContainerException e) when (e.Exit is not null)
        {
            throw NotReady(isGolden, await diagnosis.OfEndAsync(e.Exit), e);
        }
        catch (WaitException e)
        {
            throw NotReady(isGolden, _trouble ?? await diagnosis.OfSilenceAsync(options.ReadyWithin, e.LastSeen), e);
        }
    }

    private async ValueTask<Probe<ServerFacts>> AskAsync(StartDiagnosis diagnosis, CancellationToken token)
    {
        try
        {
            await using var connection = ConnectionStrings.Unpooled(connectionString());
            await connection.OpenAsync(token);
            await using var command = new MySqlCommand(Question, connection);
            await using var reader = await command.ExecuteReaderAsync(token);
            await reader.ReadAsync(token);
            return Convert.ToInt64(reader.GetValue(3), System.Globalization.CultureInfo.InvariantCulture) == 0
                ? Probe.Ready(new ServerFacts(reader.GetString(0), reader.GetString(1), reader.GetString(2)))
                : Probe.NotYet<ServerFacts>("the server that answers is the entrypoint's temporary one");
        }
        catch (MySqlException e) when (IsRefusal(e.ErrorCode))
        {
            return Refused(secrets.Mask(e.Message));
        }
        catch (InvalidOperationException)
        {
            // So Testcontainers says it of a container that has ended, which this wait hears of from the engine.
            return Probe.NotYet<ServerFacts>("its port is not published");
        }
        catch (MySqlException e)
        {
            _refusedSince = null;
            return NotAnswered(await diagnosis.WhileItRunsAsync(token), secrets.Mask(e.Message));
        }
    }

    private Probe<ServerFacts> Refused(string said)
    {
        _refusedSince ??= container.Engine.Time.GetTimestamp();
        return NotAnswered(container.Engine.Time.GetElapsedTime(_refusedSince.Value) < RefusalsUntil ? null : new StartTrouble(
            $"it answers and refuses: {said}",
            [],
            "name in the options what its data has: data that was there before keeps its own users, passwords and databases. AllowEmptyPassword is for a root without one."), said);
    }

    private Probe<ServerFacts> NotAnswered(StartTrouble? trouble, string said)
    {
        _trouble = trouble;
        return trouble is null ? Probe.NotYet<ServerFacts>(said) : Probe.Hopeless<ServerFacts>(trouble.Cause);
    }

    private MySqlServerException NotReady(bool isGolden, StartTrouble trouble, Exception cause) =>
        MySqlServerException.NotReady(container.Name, isGolden, trouble.Cause, trouble.Facts, trouble.Advice, cause);

    private static bool IsRefusal(MySqlErrorCode code) => code is MySqlErrorCode.AccessDenied or MySqlErrorCode.UnknownDatabase
        or MySqlErrorCode.DatabaseAccessDenied or MySqlErrorCode.HostNotPrivileged;
}
