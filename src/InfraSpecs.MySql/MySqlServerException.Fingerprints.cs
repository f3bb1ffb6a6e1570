using MySqlConnector;

namespace InfraSpecs.MySql;

public sealed partial class MySqlServerException
{
    internal static MySqlServerException FingerprintUnreadable(string database, string what, string advice) => new(
        MySqlServerReason.FingerprintUnreadable,
        $"database '{database}'",
        $"The fingerprint of database '{database}' cannot be read: {what}.",
        [],
        advice);

    internal static MySqlServerException FingerprintInterrupted(string database, string connectionString, MySqlException cause) => new(
        MySqlServerReason.FingerprintUnreadable,
        $"database '{database}'",
        $"The fingerprint of database '{database}' cannot be read: {NoAnswer.Words(cause, connectionString)}.",
        [$"Error {(int)cause.ErrorCode} ({cause.ErrorCode}), SQL state {cause.SqlState ?? "none: the server gave no answer"}."],
        cause.SqlState is null ? NoAnswer.Advice : "mend what the server names.",
        cause);

    internal static MySqlServerException FingerprintEmpty(string database, string server, string found) => new(
        MySqlServerReason.FingerprintEmpty,
        $"database '{database}'",
        $"The fingerprint of database '{database}' on {server} would prove nothing: {found}.",
        [],
        "look whether the data was written, and whether this is the right server; if it is meant, set FingerprintOptions.MayBeEmpty.");
}
