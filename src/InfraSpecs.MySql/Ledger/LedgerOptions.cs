namespace InfraSpecs.MySql;

/// <summary>What a writer does when its connection breaks.</summary>
public enum OnDisconnect
{
    /// <summary>It ends; what it has recorded counts.</summary>
    End,

    /// <summary>It connects again and goes on, until <see cref="LedgerOptions.ReconnectWithin"/> has passed without success.</summary>
    Reconnect,
}

/// <summary>Who writes how much into which table.</summary>
public sealed record LedgerOptions
{
    private const int MostWriters = 100;

    /// <summary>The table, which is made if it is not there. Several ledgers may use the same one: each sees only its own rows.</summary>
    /// <value>Default "infraspecs_ledger", in the connection string's database.</value>
    public string Table { get; init; } = "infraspecs_ledger";

    /// <summary>How many connections write at the same time.</summary>
    /// <value>Default 4; up to 100, since servers take 151 connections by default.</value>
    public int Writers { get; init; } = 4;

    /// <summary>How many rows a transaction inserts, each by a statement of its own, so that a transaction which survives in parts is seen.</summary>
    /// <value>Default 3.</value>
    public int RowsPerTransaction { get; init; } = 3;

    /// <summary>The longest payload of a row, in bytes; lengths differ from row to row.</summary>
    /// <value>Default 1000.</value>
    public int PayloadBytes { get; init; } = 1000;

    /// <summary>What a writer does when its connection breaks.</summary>
    /// <value>Default <see cref="OnDisconnect.Reconnect"/>.</value>
    public OnDisconnect OnDisconnect { get; init; } = OnDisconnect.Reconnect;

    /// <summary>How long a writer tries to connect again before it ends.</summary>
    /// <value>Default 60 s.</value>
    public TimeSpan ReconnectWithin { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a statement may take before its connection counts as broken: a paused server keeps connections open.</summary>
    /// <value>Default 30 s.</value>
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Where time comes from.</summary>
    /// <value>Default the system's.</value>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    internal void Validate() => InvalidOptionsException.ThrowIfAny(this, () =>
    [
        (string.IsNullOrWhiteSpace(Table), "Table is empty; name a table."),
        (Writers is < 1 or > MostWriters, $"Writers is {Writers}; it must be from 1 to {MostWriters}."),
        (RowsPerTransaction is < 1 or > 255, $"RowsPerTransaction is {RowsPerTransaction}; it must be 1 to 255."),
        (PayloadBytes is < 1 or > 60_000, $"PayloadBytes is {PayloadBytes}; it must be 1 to 60000."),
        (ReconnectWithin < TimeSpan.Zero, $"ReconnectWithin is {ReconnectWithin}; it must not be negative."),
        (StatementTimeout < TimeSpan.FromSeconds(1), $"StatementTimeout is {StatementTimeout}; it must be a second or more."),
    ]);
}
