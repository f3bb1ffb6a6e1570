namespace InfraSpecs.MySql;

/// <summary>What a database holds of what a ledger wrote into it.</summary>
public sealed record LedgerReport
{
    /// <summary>The ledger's table.</summary>
    public required string Table { get; init; }

    /// <summary>How many transactions the server acknowledged.</summary>
    public required long Acknowledged { get; init; }

    /// <summary>Those of them of which nothing is there.</summary>
    public required IReadOnlyList<LedgerEntry> Lost { get; init; }

    /// <summary>How many were in doubt: their COMMIT had no answer.</summary>
    public required long InDoubt { get; init; }

    /// <summary>Those of them that are there, which is right.</summary>
    public required IReadOnlyList<LedgerEntry> InDoubtPresent { get; init; }

    /// <summary>Transactions that are there although their COMMIT was never sent or was refused.</summary>
    public required IReadOnlyList<LedgerEntry> UnacknowledgedPresent { get; init; }

    /// <summary>Transactions that are there in parts.</summary>
    public required IReadOnlyList<LedgerEntry> Torn { get; init; }

    /// <summary>Rows whose content does not match their checksum, as sentences.</summary>
    public required IReadOnlyList<string> DamagedRows { get; init; }

    /// <summary>What ended connections, each with how often.</summary>
    public required IReadOnlyDictionary<string, int> Disconnects { get; init; }

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

    /// <summary>As the run file has them.</summary>
    internal IReadOnlyCollection<string[]> Rows =>
    [
        .. Lost.Select(LostRow), .. UnacknowledgedPresent.Select(it => new[] { $"transaction {it.Transaction}", "never committed", "it is there" }),
        .. Torn.Select(it => new[] { $"transaction {it.Transaction}", $"{it}", "it is there in parts" }), .. DamagedRows.Select(it => new[] { it, "its checksum does not match" }),
    ];

    internal static string[] LostRow(LedgerEntry it) => [$"transaction {it.Transaction}", $"{it}", ""];

    private static IEnumerable<string> Listed<T>(string what, IReadOnlyList<T> items) =>
        [.. items.Take(MostListed).Select(item => $"{what}: {item}"), .. items.Count > MostListed ? [$"… and {Words.Number(items.Count - MostListed)} more {what}"] : Array.Empty<string>()];
}
