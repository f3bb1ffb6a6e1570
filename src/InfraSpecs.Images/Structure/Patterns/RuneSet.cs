namespace InfraSpecs.Images.Structure.Patterns;

/// <summary>Characters of Unicode, as ranges in their order that neither touch nor overlap.</summary>
internal sealed class RuneSet
{
    public const int Last = 0x10FFFF;

    private readonly (int From, int To)[] _ranges;

    private RuneSet((int From, int To)[] ranges) => _ranges = ranges;

    public static RuneSet Any { get; } = Union((0, Last));

    public static RuneSet AnyOfALine { get; } = Union(('\n', '\n')).Not();

    public IReadOnlyList<(int From, int To)> Ranges => _ranges;

    public static RuneSet Single(int rune) => new([(rune, rune)]);

    public static RuneSet Union(params IEnumerable<(int From, int To)> ranges)
    {
        var joined = new List<(int From, int To)>();
        foreach (var range in ranges.Order())
        {
            if (joined.Count > 0 && range.From <= joined[^1].To + 1) joined[^1] = (joined[^1].From, Math.Max(joined[^1].To, range.To));
            else joined.Add(range);
        }

        return new RuneSet([.. joined]);
    }

    public RuneSet Not()
    {
        var others = new List<(int From, int To)>();
        var next = 0;
        foreach (var (from, to) in _ranges)
        {
            if (from > next) others.Add((next, from - 1));
            next = to + 1;
        }

        if (next <= Last) others.Add((next, Last));
        return new RuneSet([.. others]);
    }

    public bool Contains(int rune)
    {
        var (low, high) = (0, _ranges.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (rune < _ranges[middle].From) high = middle - 1;
            else if (rune > _ranges[middle].To) low = middle + 1;
            else return true;
        }

        return false;
    }

    /// <summary>With all that differ from these in case only.</summary>
    public RuneSet Folded() => Union([.. _ranges, .. CaseFolds.Find(this)]);
}
