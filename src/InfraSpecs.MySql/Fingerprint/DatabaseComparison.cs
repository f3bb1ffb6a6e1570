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
            .. old.Values.Where(table => !now.ContainsKey(table.Name)).Select(table => AboutTable(table, $"table '{table.Name}' is missing; it had {Words.Rows(table.Rows)}", (Words.Table(table), Words.Rows(table.Rows), ""))),
            .. now.Values.Where(table => !old.ContainsKey(table.Name)).Select(table => AboutTable(table, $"table '{table.Name}' is new; it has {Words.Rows(table.Rows)}", (Words.Table(table), "", Words.Rows(table.Rows)))),
            .. old.Values.Where(table => now.ContainsKey(table.Name)).SelectMany(table => Tables(table, now[table.Name], sameFamily)),
            .. Objects(before.Objects, after.Objects, sameFamily),
            .. Definers(before.Definers ?? [], after.Definers ?? []),
        ];
    }

    /// <summary>What is missing, new or defined otherwise.</summary>
    public static IEnumerable<FingerprintDifference> Objects(IReadOnlyList<SchemaObject> before, IReadOnlyList<SchemaObject> after, bool sameFamily)
    {
        var (old, now) = (before.DistinctBy(it => it.Key).ToDictionary(it => it.Key), after.DistinctBy(it => it.Key).ToDictionary(it => it.Key));
        foreach (var it in before.Where(it => !now.ContainsKey(it.Key))) yield return About(it, $"{it.Subject} is missing; it was: {Words.OneLine(it.Definition)}", Words.OneLine(it.Definition), "");
        foreach (var it in after.Where(it => !old.ContainsKey(it.Key))) yield return About(it, $"{it.Subject} is new: {Words.OneLine(it.Definition)}", "", Words.OneLine(it.Definition));
        foreach (var was in before)
        {
            if (!now.TryGetValue(was.Key, out var it)) continue;
            if (Difference(was, it, sameFamily) is { } texts) yield return About(it, $"{it.Subject} is: {texts.To}; it was: {texts.From}", texts.From, texts.To);
        }
    }

    private static (string From, string To)? Difference(SchemaObject was, SchemaObject it, bool sameFamily) =>
        it.Means(was, sameFamily) ? was.Create?.DifferenceTo(it.Create) : Words.Excerpts(was.Definition, it.Definition);

    private static IEnumerable<FingerprintDifference> Tables(TableFingerprint before, TableFingerprint after, bool sameFamily)
    {
        var schema = Objects(before.Schema, after.Schema, sameFamily).ToList();
        // What the parts have told already is not told again by the statement that has them all.
        if (schema.Count == 0 && before.Create?.DifferenceTo(after.Create) is { } texts)
        {
            schema.Add(AboutTable(after, $"definition of table '{after.Name}' has: {texts.To}; it had: {texts.From}", ($"definition of {Words.Table(after)}", texts.From, texts.To)));
        }

        foreach (var difference in schema) yield return difference;
        if (before.AutoIncrement is { } was && after.AutoIncrement is { } position && was != position)
        {
            var subject = $"AUTO_INCREMENT of {Words.Table(after)}";
            yield return AboutTable(after, $"{subject} is at {position}; it was at {was}", (subject, $"{was}", $"{position}"));
        }

        foreach (var difference in RowComparison.Compare(before, after)) yield return difference;
    }

    private static IEnumerable<FingerprintDifference> Definers(IReadOnlyList<Definer> before, IReadOnlyList<Definer> after) =>
        from was in before
        join it in after on was.Account equals it.Account
        where was.Exists != it.Exists
        let users = Words.List(it.UsedBy)
        let account = $"account '{it.Account}', definer of {users}"
        select new FingerprintDifference(it.Exists ? $"{account}, is there; it was missing" : $"{account}, is missing, so that their use ends with error 1449; it was there")
        {
            Change = (account, it.Exists ? "" : "it was there", it.Exists ? "it is there" : ""),
        };

    private static (bool, bool, bool, bool, bool, bool) Parts(FingerprintOptions options) =>
        (options.AutoIncrement, options.Views, options.Routines, options.Triggers, options.Events, options.Accounts);

    private static FingerprintDifference About(SchemaObject it, string sentence, string was, string now) =>
        new(sentence) { Table = it.Table, Column = it.Kind is SchemaObjectKind.Column ? it.Name : null, Change = (it.Subject, was, now) };

    private static FingerprintDifference AboutTable(TableFingerprint table, string sentence, (string, string, string) change) => new(sentence) { Table = table.Name, Change = change };
}
