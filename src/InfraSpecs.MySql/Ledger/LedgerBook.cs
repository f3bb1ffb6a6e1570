using System.Collections.Concurrent;

namespace InfraSpecs.MySql;

/// <summary>What the writers know, kept in this process, where no fault of the server reaches it.</summary>
internal sealed class LedgerBook
{
    private readonly ConcurrentDictionary<long, LedgerEntry> _entries = new();
    private readonly ConcurrentDictionary<string, int> _disconnects = new();
    private Exception? _failure;
    private string? _lastDisconnect;
    private long _begun;
    private long _acknowledged;

    public string Run { get; } = Guid.NewGuid().ToString("N");

    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    /// <summary>What ended a writer that no connection was lost to; of several the first. Null if nothing did.</summary>
    public Exception? Failure => Volatile.Read(ref _failure);

    /// <summary>Why a connection broke last; null if none did.</summary>
    public string? LastDisconnect => Volatile.Read(ref _lastDisconnect);

    public long Begin() => Interlocked.Increment(ref _begun);

    public void Record(LedgerEntry entry)
    {
        _entries[entry.Transaction] = entry;
        if (entry.State == CommitState.Acknowledged) Interlocked.Increment(ref _acknowledged);
    }

    public void Failed(Exception e) => Interlocked.CompareExchange(ref _failure, e, null);

    public void Disconnected(string why)
    {
        _disconnects.AddOrUpdate(why, 1, (_, count) => count + 1);
        Volatile.Write(ref _lastDisconnect, why);
    }

    /// <summary>Compares what is known with the rows that were found.</summary>
    public LedgerReport Compare(string table, IReadOnlyList<(LedgerRow Row, bool IsWhole)> rows)
    {
        var found = rows.ToLookup(it => it.Row.Transaction);
        var entries = _entries.Values.OrderBy(entry => entry.Transaction).ToList();
        var (lost, torn, inDoubt, uncommitted) = (new List<LedgerEntry>(), new List<LedgerEntry>(), new List<LedgerEntry>(), new List<LedgerEntry>());
        foreach (var entry in entries)
        {
            var present = found[entry.Transaction].Count();
            if (present == 0)
            {
                if (entry.State == CommitState.Acknowledged) lost.Add(entry);
                continue;
            }

            if (present != found[entry.Transaction].First().Row.Parts) torn.Add(entry);
            if (entry.State == CommitState.InDoubt) inDoubt.Add(entry);
            if (entry.State == CommitState.Abandoned) uncommitted.Add(entry);
        }

        // A number that no writer has is in the table by damage alone.
        var strangers = found.Where(group => !_entries.ContainsKey(group.Key)).Select(group => $"transaction {group.Key}, which no writer has begun");
        var damaged = rows.Where(it => !it.IsWhole).Select(it => $"row {it.Row.Part} of transaction {it.Row.Transaction}");
        return new LedgerReport
        {
            Table = table,
            Acknowledged = entries.Count(entry => entry.State == CommitState.Acknowledged),
            Lost = lost,
            InDoubt = entries.Count(entry => entry.State == CommitState.InDoubt),
            InDoubtPresent = inDoubt,
            UnacknowledgedPresent = uncommitted,
            Torn = torn,
            DamagedRows = [.. damaged, .. strangers],
            Disconnects = new SortedDictionary<string, int>(_disconnects.ToDictionary(), StringComparer.Ordinal),
        };
    }
}
