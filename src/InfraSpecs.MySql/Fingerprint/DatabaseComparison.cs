namespace InfraSpecs.MySql;

/// <summary>Says in what two fingerprints differ.</summary>
internal static class DatabaseComparison
{
    public static IReadOnlyList<FingerprintDifference> Compare(DatabaseFingerprint before, DatabaseFingerprint after)
    {
        if (Parts(before.Options) != Parts(after.Options) || !before.Options.Tables.Order().SequenceEqual(after.Options.Tables.Order()))
        {
            throw new ArgumentException("The two fingerprints cover different parts; read both with the same FingerprintOptions.", nameof(before));
        }

        var sameFamily = before.ReadFrom.IsMariaDb == after.ReadFrom.IsMariaDb;
        var (old, now) = (before.Tables.ToDictionary(table => table.Name), after.Tables.ToDictionary(table => table.Name));
        return
        [
            .. old.Values.Where(table => !now.ContainsKey(table.Name)).Select(table => OfTable(table, $"table '{table.Name}' is missing; it had {Words.Rows(table.Rows)}")),
            .. now.Values.Where(table => !old.ContainsKey(table.Name)).Select(table => OfTable(table, $"table '{table.Name}' is new; it has {Words.Rows(table.Rows)}")),
            .. old.Values.Where(table => now.ContainsKey(table.Name)).SelectMany(table => Tables(table, now[table.Name], sameFamily)),
            .. Objects(before.Objects, after.Objects, sameFamily),
        ];
    }

    /// <summary>What is missing, new or defined otherwise.</summary>
    public static IEnumerable<FingerprintDifference> Objects(IReadOnlyList<SchemaObject> before, IReadOnlyList<SchemaObject> after, bool sameFamily)
    {
        var (old, now) = (before.DistinctBy(it => it.Key).ToDictionary(it => it.Key), after.DistinctBy(it => it.Key).ToDictionary(it => it.Key));
        foreach (var it in before.Where(it => !now.ContainsKey(it.Key))) yield return Of(it, $"{it.Subject} is missing; it was: {Words.OneLine(it.Definition)}");
        foreach (var it in after.Where(it => !old.ContainsKey(it.Key))) yield return Of(it, $"{it.Subject} is new: {Words.OneLine(it.Definition)}");
        foreach (var was in before)
        {
            if (!now.TryGetValue(was.Key, out var it) || it.Means(was, sameFamily)) continue;
            var (from, to) = Words.Excerpts(was.Definition, it.Definition);
            yield return Of(it, $"{it.Subject} is: {to}; it was: {from}");
        }
    }

    private static IEnumerable<FingerprintDifference> Tables(TableFingerprint before, TableFingerprint after, bool sameFamily)
    {
        foreach (var difference in Objects(before.Schema, after.Schema, sameFamily)) yield return difference;
        if (before.AutoIncrement is { } was && after.AutoIncrement is { } position && was != position)
        {
            yield return OfTable(after, $"AUTO_INCREMENT of table '{after.Name}' is at {position}; it was at {was}");
        }

        foreach (var difference in RowComparison.Compare(before, after)) yield return difference;
    }

    private static (bool, bool, bool, bool, bool, bool) Parts(FingerprintOptions options) =>
        (options.AutoIncrement, options.Views, options.Routines, options.Triggers, options.Events, options.Accounts);

    private static FingerprintDifference Of(SchemaObject it, string sentence) =>
        new(sentence) { Table = it.Table, Column = it.Kind == "column" ? it.Name : null };

    private static FingerprintDifference OfTable(TableFingerprint table, string sentence) => new(sentence) { Table = table.Name };
}
