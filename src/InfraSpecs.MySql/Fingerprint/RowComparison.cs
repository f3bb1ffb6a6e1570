namespace InfraSpecs.MySql;

/// <summary>Says in which rows and columns two tables differ.</summary>
internal static class RowComparison
{
    public static IEnumerable<FingerprintDifference> Compare(TableFingerprint before, TableFingerprint after)
    {
        // With another key the ranges and the bonds between values and rows are others; the schema's difference says so already.
        if ((before.Plan.Kind, before.Plan.Column) != (after.Plan.Kind, after.Plan.Column))
        {
            if (before.Rows != after.Rows) yield return CountDiffers(before, after, []);
            yield break;
        }

        var plan = before.Plan.Shift >= after.Plan.Shift ? before.Plan : after.Plan;
        var old = RangeSum.Coarsen(before.Ranges, plan.Shift - before.Plan.Shift, plan.Kind).ToDictionary(range => range.Block);
        var now = RangeSum.Coarsen(after.Ranges, plan.Shift - after.Plan.Shift, plan.Kind).ToDictionary(range => range.Block);
        List<string> changes = [.. Missing(plan, old, now), .. Missing(plan, now, old, extra: true)];
        if (changes.Count > 0) yield return CountDiffers(before, after, changes);

        var same = now.Values.Where(range => Rows(old, range.Block) == range.Rows).OrderBy(range => range.Block).ToList();
        var others = same.Where(range => range.Keys != old[range.Block].Keys).ToList();
        foreach (var difference in Columns(before, after, plan, old, same, others)) yield return difference;
    }

    private static IEnumerable<FingerprintDifference> Columns(
        TableFingerprint before, TableFingerprint after, RangePlan plan, Dictionary<ulong, RangeSum> old, List<RangeSum> same, List<RangeSum> others)
    {
        // A table without a key has no rows to bind values to. Its rows as a whole differ whenever a column does; alone, values have changed places.
        var found = false;
        var ranges = plan.Kind == KeyKind.None ? same : [.. same.Except(others)];
        if (plan.Kind != KeyKind.None && others.Count > 0)
        {
            yield return At(after, null, Places(plan, others), $"table '{after.Name}' has rows with other keys in");
        }

        foreach (var (index, column) in after.Columns.Index())
        {
            var was = before.Columns.ToList().IndexOf(column);
            if (was < 0) continue;
            var differing = Places(plan, ranges.Where(range => range.Columns[index] != old[range.Block].Columns[was]));
            if (differing.Count == 0) continue;
            found = true;
            yield return At(after, column, differing, $"column '{column}' of table '{after.Name}' has other values in");
        }

        if (plan.Kind == KeyKind.None && !found && others.Count > 0 && before.Columns.SequenceEqual(after.Columns))
        {
            yield return At(after, null, [], $"table '{after.Name}' has the same values in each column, but in other rows");
        }
    }

    private static FingerprintDifference CountDiffers(TableFingerprint before, TableFingerprint after, List<string> changes)
    {
        var sentence = $"table '{after.Name}' has {Words.Rows(after.Rows)}; it had {Words.Number(before.Rows)}";
        var places = after.Plan.Kind == KeyKind.None ? [] : changes;
        return At(after, null, places, places.Count == 0 ? sentence : sentence + ":") with
        {
            Change = (Words.Table(after), Words.Rows(before.Rows), places.Count == 0 ? Words.Rows(after.Rows) : $"{Words.Rows(after.Rows)}: {Words.List(places)}"),
        };
    }

    /// <summary>The ranges in which the first has more rows than the second.</summary>
    private static IEnumerable<string> Missing(RangePlan plan, Dictionary<ulong, RangeSum> full, Dictionary<ulong, RangeSum> less, bool extra = false)
    {
        foreach (var run in plan.Runs(full.Values.Where(range => range.Rows > Rows(less, range.Block)).OrderBy(range => range.Block)))
        {
            var (had, has) = (run.Sum(range => range.Rows), run.Sum(range => Rows(less, range.Block)));
            var place = plan.Describe(run[0], run[^1]);
            yield return (extra, had, has) switch
            {
                (false, 1, 0) when plan.Shift == 0 => $"{place} is missing",
                (true, 1, 0) when plan.Shift == 0 => $"{place} is new",
                (false, _, _) => $"{Words.Number(had - has)} of {Words.Number(had)} missing in {place}",
                _ => $"{Words.Number(had - has)} more than {Words.Number(has)} in {place}",
            };
        }
    }

    private static List<string> Places(RangePlan plan, IEnumerable<RangeSum> ranges) => [.. plan.Runs(ranges).Select(run => plan.Describe(run[0], run[^1]))];

    private static FingerprintDifference At(TableFingerprint table, string? column, List<string> places, string sentence) =>
        new(places.Count == 0 ? sentence : $"{sentence} {Words.List(places)}") { Table = table.Name, Column = column, Rows = places };

    private static long Rows(Dictionary<ulong, RangeSum> ranges, ulong block) => ranges.GetValueOrDefault(block)?.Rows ?? 0;
}
