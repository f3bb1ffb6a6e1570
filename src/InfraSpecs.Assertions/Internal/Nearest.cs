namespace InfraSpecs.Assertions.Internal;

/// <summary>The names that somebody may have meant.</summary>
internal static class Nearest
{
    private const int MostShown = 3;

    /// <returns>Up to three, the nearest first; those that have the wanted name in them count as near.</returns>
    public static IReadOnlyList<string> To(string wanted, IEnumerable<string> names) =>
    [
        .. names.Distinct().Select(name => (Name: name, Distance: Distance(wanted, name)))
            .Where(it => it.Distance <= Math.Max(1, wanted.Length / 3) || Holds(it.Name, wanted) || Holds(wanted, it.Name))
            .OrderBy(it => it.Distance).ThenBy(it => it.Name, StringComparer.Ordinal).Take(MostShown).Select(it => it.Name),
    ];

    // One letter is in everything.
    private static bool Holds(string name, string part) => part.Length > 2 && name.Contains(part, StringComparison.OrdinalIgnoreCase);

    /// <summary>How many letters to add, drop or change (Levenshtein).</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 0; i < left.Length; i++)
        {
            var (corner, first) = (row[0], row[0] = i + 1);
            for (var j = 0; j < right.Length; j++)
            {
                var cost = char.ToLowerInvariant(left[i]) == char.ToLowerInvariant(right[j]) ? 0 : 1;
                (corner, row[j + 1]) = (row[j + 1], Math.Min(Math.Min(row[j], row[j + 1]) + 1, corner + cost));
            }
        }

        return row[^1];
    }
}
