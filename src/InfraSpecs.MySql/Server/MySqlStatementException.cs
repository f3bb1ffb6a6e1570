using MySqlConnector;

namespace InfraSpecs.MySql;

/// <summary>A server refused a statement. The statement itself is not shown: it may hold secrets.</summary>
public sealed class MySqlStatementException : InfraSpecsException
{
    internal MySqlStatementException(MySqlServer server, MySqlException refusal, string said)
        : base(
            server.Container.Name,
            $"{server.Container.Name} refused a statement: {said}",
            [$"Error {(int)refusal.ErrorCode} ({refusal.ErrorCode}), SQL state {refusal.SqlState ?? "none"}, {server.Version}.", server.Storage.ToString()],
            IsMissing(refusal.ErrorCode) && !server.Storage.OutlivesTheContainer
                ? "give the server the data of the one before it, by MySqlOptions.Data: this one's data is new, so what others wrote is not in it."
                : "mend the statement, or what it expects to be there.",
            // Whoever prints an exception prints what is in it.
            said == refusal.Message ? refusal : null) => (ErrorCode, SqlState) = (refusal.ErrorCode, refusal.SqlState);

    /// <summary>The server's error.</summary>
    public MySqlErrorCode ErrorCode { get; }

    /// <summary>The standard's code for it; null if the server gave none.</summary>
    public string? SqlState { get; }

    private static bool IsMissing(MySqlErrorCode code) =>
        code is MySqlErrorCode.NoSuchTable or MySqlErrorCode.UnknownDatabase or MySqlErrorCode.BadTable;
}
