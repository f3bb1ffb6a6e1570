using System.Net.Sockets;
using MySqlConnector;

namespace InfraSpecs.MySql;

/// <summary>What is said of a server that does not answer, where no more is known of it than its connection string.</summary>
internal static class NoAnswer
{
    public const string Advice = "look whether the server runs, and whether the connection string is of now: its port changes with each restart.";

    /// <summary>"nothing listens at 127.0.0.1:32768 (Connection refused)"; of an answer the driver's own words.</summary>
    public static string Words(MySqlException e, string connectionString) => e is { SqlState: null } && e.GetBaseException() is SocketException socket
        ? $"{(socket.SocketErrorCode == SocketError.ConnectionRefused ? "nothing listens at" : "there is no answer from")} {Address(connectionString)} ({socket.Message})"
        : e.Message.TrimEnd('.');

    private static string Address(string connectionString)
    {
        var settings = new MySqlConnectionStringBuilder(connectionString);
        return $"{settings.Server}:{settings.Port}";
    }
}
