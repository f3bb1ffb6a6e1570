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
internal static class MySqlReadiness
{
    private const string Awaited = "a query over TCP";
    private const string Question = "SELECT @@version, @@datadir, @@socket, @@skip_networking, @@hostname";

    // An image may make its accounts while it answers already; what it still refuses after this long it will always refuse.
    private static readonly TimeSpan RefusalsUntil = TimeSpan.FromSeconds(3);

    public static Task<ServerFacts> WaitAsync(
        Container container, Func<string> connectionString, TimeSpan within, Secrets secrets, CancellationToken token)
    {
        long? refusedSince = null;
        return container.WaitUntilAsync(Awaited, AskAsync, within, secrets.Mask, token);

        async ValueTask<Probe<ServerFacts>> AskAsync(CancellationToken linked)
        {
            try
            {
                await using var connection = ConnectionStrings.Unpooled(connectionString());
                await connection.OpenAsync(linked);
                await using var command = new MySqlCommand(Question, connection);
                await using var reader = await command.ExecuteReaderAsync(linked);
                await reader.ReadAsync(linked);
                return Convert.ToInt64(reader.GetValue(3), System.Globalization.CultureInfo.InvariantCulture) == 0
                    ? Probe.Ready(new ServerFacts(reader.GetString(0), reader.GetString(1), reader.GetString(2)))
                    : Probe.NotYet<ServerFacts>("the server that answers is the entrypoint's temporary one");
            }
            catch (MySqlException e) when (IsRefusal(e.ErrorCode))
            {
                refusedSince ??= container.Engine.Time.GetTimestamp();
                var said = secrets.Mask(e.Message);
                return container.Engine.Time.GetElapsedTime(refusedSince.Value) < RefusalsUntil
                    ? Probe.NotYet<ServerFacts>(said)
                    : Probe.Hopeless<ServerFacts>(
                        $"it answers and refuses: {said}. Data that was there before keeps its own users, passwords and databases; "
                        + "the options must name those, and AllowEmptyPassword a root without one");
            }
            catch (InvalidOperationException)
            {
                // So Testcontainers says it of a container that has ended, which this wait hears of from the engine.
                return Probe.NotYet<ServerFacts>("its port is not published");
            }
            catch (MySqlException e)
            {
                refusedSince = null;
                return Probe.NotYet<ServerFacts>(secrets.Mask(e.Message));
            }
        }
    }

    private static bool IsRefusal(MySqlErrorCode code) => code is MySqlErrorCode.AccessDenied or MySqlErrorCode.UnknownDatabase
        or MySqlErrorCode.DatabaseAccessDenied or MySqlErrorCode.HostNotPrivileged;
}
