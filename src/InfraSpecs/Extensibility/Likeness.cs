namespace InfraSpecs.Extensibility;

/// <summary>Which of several words was meant by one that is none of them.</summary>
public static class Likeness
{
    /// <summary>The word of several that is nearest to what was written.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="words">What there is.</param>
    /// <returns>The one with the fewest characters to change, add or leave out; null if that is more than a third of it.</returns>
    public static string? Nearest(string word, IEnumerable<string> words) => words
        .Select(it => (Word: it, Changes: Changes(word, it)))
        .Where(it => it.Changes <= it.Word.Length / 3)
        .OrderBy(it => it.Changes)
        .Select(it => it.Word)
        .FirstOrDefault();

    /// <summary>Levenshtein's distance, without regard to case.</summary>
    private static int Changes(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 0; i < left.Length; i++)
        {
            var corner = row[0]++;
            for (var j = 0; j < right.Length; j++)
            {
                var same = char.ToUpperInvariant(left[i]) == char.ToUpperInvariant(right[j]);
                (corner, row[j + 1]) = (row[j + 1], Math.Min(same ? corner : corner + 1, Math.Min(row[j], row[j + 1]) + 1));
            }
        }

        return row[^1];
    }
}
