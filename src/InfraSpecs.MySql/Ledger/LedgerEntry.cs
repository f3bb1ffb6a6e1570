namespace InfraSpecs.MySql;

/// <summary>What a writer knows of a transaction.</summary>
public enum CommitState
{
    /// <summary>COMMIT was not sent, or the server refused the transaction: it must not be there.</summary>
    Abandoned,

    /// <summary>COMMIT was sent and no answer came: both are right, there or not, but not in parts.</summary>
    InDoubt,

    /// <summary>The server said that it is committed: it must be there.</summary>
    Acknowledged,
}

/// <summary>One transaction of a ledger.</summary>
/// <param name="Transaction">Its number, from 1 in the order of begin.</param>
/// <param name="Writer">Who wrote it, from 1.</param>
/// <param name="State">What the writer knows of it.</param>
/// <param name="At">When the writer learnt this.</param>
public sealed record LedgerEntry(long Transaction, int Writer, CommitState State, DateTimeOffset At)
{
    /// <summary>"transaction 17 of writer 2, acknowledged at 12:00:00.000 UTC".</summary>
    public override string ToString() => FormattableString.Invariant(
        $"transaction {Transaction} of writer {Writer}, {(State == CommitState.InDoubt ? "in doubt" : State.ToString().ToLowerInvariant())} at {At.UtcDateTime:HH:mm:ss.fff} UTC");
}
