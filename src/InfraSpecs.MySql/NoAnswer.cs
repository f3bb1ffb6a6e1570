using MySqlConnector;

namespace InfraSpecs.MySql;

/// <summary>What is said of a server that does not answer, where no more is known of it than its connection string.</summary>
internal static class NoAnswer
{
    public const string Advice = "look whether the server runs, and whether the connection string is of now: its port changes with each restart.";

    /// <summary>"no server can be reached at 127.0.0.1:32768"; of an answer the driver's own words.</summary>
    public static string Words(MySqlException e, string connectionString) =>
        e.ErrorCode is MySqlErrorCode.UnableToConnectToHost ? $"no server can be reached at {Address(connectionString)}" : e.Message.TrimEnd('.');

    private static string Address(string connectionString)
    {
        var settings = new MySqlConnectionStringBuilder(connectionString);
        return $"{settings.Server}:{settings.Port}";
    }
}
