namespace InfraSpecs.MySql;

/// <summary>What a database holds of what a ledger wrote into it.</summary>
/// <param name="Table">The ledger's table.</param>
/// <param name="Acknowledged">How many transactions the server acknowledged.</param>
/// <param name="Lost">Those of them of which nothing is there.</param>
/// <param name="InDoubt">How many were in doubt: their COMMIT had no answer.</param>
/// <param name="InDoubtPresent">Those of them that are there, which is right.</param>
/// <param name="UnacknowledgedPresent">Transactions that are there although their COMMIT was never sent or was refused.</param>
/// <param name="Torn">Transactions that are there in parts.</param>
/// <param name="DamagedRows">Rows whose content does not match their checksum, as sentences.</param>
/// <param name="Disconnects">What ended connections, each with how often.</param>
public sealed record LedgerReport(
    string Table,
    long Acknowledged,
    IReadOnlyList<LedgerEntry> Lost,
    long InDoubt,
    IReadOnlyList<LedgerEntry> InDoubtPresent,
    IReadOnlyList<LedgerEntry> UnacknowledgedPresent,
    IReadOnlyList<LedgerEntry> Torn,
    IReadOnlyList<string> DamagedRows,
    IReadOnlyDictionary<string, int> Disconnects)
{
    private const int MostListed = 10;

    /// <summary>All acknowledged transactions are there and whole, there were some, and nothing is there that must not be.</summary>
    public bool HasLostNothing => Acknowledged > 0 && Lost.Count == 0 && UnacknowledgedPresent.Count == 0 && Torn.Count == 0 && DamagedRows.Count == 0;

    /// <summary>The numbers, and the first of each kind that is wrong.</summary>
    public string Describe() => string.Join('\n',
    [
        $"{Words.Number(Acknowledged)} acknowledged, {Words.Number(InDoubt)} in doubt ({Words.Number(InDoubtPresent.Count)} of them present), in table '{Table}'",
        .. Listed("lost", Lost), .. Listed("present, never committed", UnacknowledgedPresent), .. Listed("torn", Torn), .. Listed("damaged", DamagedRows),
        .. Disconnects.Select(it => $"disconnected {it.Value} x: {it.Key}"),
    ]);

    private static IEnumerable<string> Listed<T>(string what, IReadOnlyList<T> items) =>
        [.. items.Take(MostListed).Select(item => $"{what}: {item}"), .. items.Count > MostListed ? [$"… and {Words.Number(items.Count - MostListed)} more {what}"] : Array.Empty<string>()];
}
