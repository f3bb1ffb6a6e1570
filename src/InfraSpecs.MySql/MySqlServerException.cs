using MySqlConnector;

namespace InfraSpecs.MySql;

/// <summary>Something was not done with a server or its data; <see cref="Reason"/> says why.</summary>
public sealed partial class MySqlServerException : InfraSpecsException
{
    private MySqlServerException(MySqlServerReason reason, string subject, string headline, IEnumerable<string> facts, string advice, Exception? cause = null)
        : base(subject, headline, facts, advice, cause) => Reason = reason;

    /// <summary>What kind of trouble it is.</summary>
    public MySqlServerReason Reason { get; }

    /// <summary>Where the server writes instead; null for other reasons than <see cref="MySqlServerReason.DataNotUsed"/>.</summary>
    public MySqlStorage? Storage { get; private init; }

    /// <summary>The server's error; null for other reasons than <see cref="MySqlServerReason.StatementRefused"/>.</summary>
    public MySqlErrorCode? ErrorCode { get; private init; }

    /// <summary>The standard's code for <see cref="ErrorCode"/>; null if the server gave none.</summary>
    public string? SqlState { get; private init; }

    /// <summary>The exit code of the client or of the command that made a dump; null where none ended. A client's is 127 where the image has none; with a dump, 0 does not mean that
    /// it went well.</summary>
    public long? ExitCode { get; private init; }

    internal static MySqlServerException DataNotUsed(MySqlStorage storage, DataVolumeContainer data, ContainerMounts mounts) => new(
        MySqlServerReason.DataNotUsed,
        storage.Container,
        $"{storage.Container} does not write to the data that it was given, {data}.",
        [storage.ToString(), "It mounts:", .. FailureText.Quote(mounts.ToString().Split('\n'))],
        $"make the data volume container with the path {storage.DataDirectory}, and mount nothing else there.")
    {
        Storage = storage,
    };

    /// <param name="storage">What the server's data is on.</param>
    /// <param name="version">As the server says it.</param>
    /// <param name="refusal">What the driver makes of it.</param>
    /// <param name="said">The same in words, without secrets.</param>
    internal static MySqlServerException StatementRefused(MySqlStorage storage, string version, MySqlException refusal, string said) => new(
        MySqlServerReason.StatementRefused,
        storage.Container,
        $"{storage.Container} refused a statement: {said}",
        [$"Error {(int)refusal.ErrorCode} ({refusal.ErrorCode}), SQL state {refusal.SqlState ?? "none"}, {version}.", storage.ToString()],
        IsMissing(refusal.ErrorCode) && !storage.OutlivesTheContainer
            ? "give the server the data of the one before it, by MySqlOptions.Data: this one's data is new, so what others wrote is not in it."
            : "mend the statement, or what it expects to be there.",
        // Whoever prints an exception prints what is in it.
        said == refusal.Message ? refusal : null)
    {
        ErrorCode = refusal.ErrorCode, SqlState = refusal.SqlState,
    };

    internal static MySqlServerException GoldenVolumeNotMade(string volume, string why, IReadOnlyList<LogLine> lastLines) => new(
        MySqlServerReason.GoldenVolumeNotMade,
        volume,
        $"Golden volume {volume} could not be made: {why}.",
        FailureText.Quote("The last output:", [.. lastLines.Select(line => line.Text)], "Nothing was printed."),
        "read the last output; the image needs sh, cp and find. MySqlOptions.Golden = false does without.");

    private static bool IsMissing(MySqlErrorCode code) =>
        code is MySqlErrorCode.NoSuchTable or MySqlErrorCode.UnknownDatabase or MySqlErrorCode.BadTable;
}
