using MySqlConnector;

namespace InfraSpecs.MySql;

public sealed partial class MySqlServerException
{
    /// <param name="table">The ledger's.</param>
    /// <param name="connectionString">Of the server.</param>
    /// <param name="refusal">What the driver makes of it. A server that answers gives a state with each error.</param>
    internal static MySqlServerException LedgerFailed(string table, string connectionString, MySqlException refusal) => refusal.SqlState is null
        ? new(
            MySqlServerReason.NotReady,
            $"table '{table}'",
            $"The ledger in table '{table}' got no answer from its server: {NoAnswer.Words(refusal, connectionString)}.",
            [],
            NoAnswer.Advice,
            refusal)
        : new(
            MySqlServerReason.StatementRefused,
            $"table '{table}'",
            $"The ledger in table '{table}' was refused: {refusal.Message.TrimEnd('.')}.",
            [$"Error {(int)refusal.ErrorCode} ({refusal.ErrorCode}), SQL state {refusal.SqlState}."],
            "mend what the server names. What its writers had acknowledged by then counts, and CompareAsync finds it.",
            refusal)
        {
            ErrorCode = refusal.ErrorCode, SqlState = refusal.SqlState,
        };

    /// <param name="server">The server's container.</param>
    /// <param name="awaited">What it was asked for.</param>
    /// <param name="said">What the driver says, without secrets.</param>
    /// <param name="isPaused">Its container is paused.</param>
    internal static MySqlServerException Unanswered(string server, string awaited, string said, bool isPaused) => new(
        MySqlServerReason.NotReady,
        server,
        isPaused ? $"{server} gave no answer, since its container is paused: {said.TrimEnd('.')}." : $"{server} gave no answer: {said.TrimEnd('.')}.",
        [$"Awaited: {awaited}", "Its container runs."],
        isPaused ? "let it go on: UnpauseAsync." : "read its log; whoever holds a connection string from before a restart asks at a port that is another's now.");
}
