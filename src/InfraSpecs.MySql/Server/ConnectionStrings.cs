using MySqlConnector;

namespace InfraSpecs.MySql;

/// <summary>Connection strings in which every name and password means itself, whatever characters it has.</summary>
internal static class ConnectionStrings
{
    /// <summary>For one question: no connection stays open behind it.</summary>
    public static MySqlConnection Unpooled(string connectionString) =>
        new(new MySqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);

    public static string To(string host, ushort port, (string Name, string Password) account, string? database) =>
        new MySqlConnectionStringBuilder
        {
            Server = host,
            Port = port,
            UserID = account.Name,
            Password = account.Password,
            Database = database ?? "",
        }.ConnectionString;
}
