using System.Security.Cryptography;
using System.Text;

namespace InfraSpecs.Evidence;

/// <summary>What a comparison found, as a line of the run file: the first rows, and how many there are in all.</summary>
internal sealed record RecordedDifferences
{
    /// <summary>More are not read by anybody.</summary>
    public const int MostRows = 200;

    /// <summary>A definition of a table may have pages.</summary>
    public const int LongestCell = 500;

    private readonly string _print;

    /// <param name="scope">Whose comparison it is.</param>
    /// <param name="of">What was compared.</param>
    /// <param name="rows">All rows.</param>
    public RecordedDifferences(RunScope? scope, string of, IReadOnlyCollection<string[]> rows)
    {
        (Spec, Class, Collection, Object, All) = (scope?.Spec, scope?.Class, scope?.Collection, of, rows.Count);
        Rows = [.. rows.Take(MostRows).Select(row => row.Select(Short).ToArray())];
        _print = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Rows.Select(row => string.Join('\t', row))))));
    }

    public string? Spec { get; }

    public string? Class { get; }

    public string? Collection { get; }

    public string Object { get; }

    /// <summary>How many rows there are, those included that are not told.</summary>
    public int All { get; }

    public IReadOnlyList<string[]> Rows { get; }

    /// <summary>Whoever asks again and again until nothing differs has the same answer many times, which is told once.</summary>
    public override string ToString() => $"{All} {_print}";

    /// <summary>Masked before it is cut: a secret that is cut in two would not be known for one.</summary>
    private static string Short(string cell)
    {
        var masked = SessionSecrets.Mask(cell.Length > RunLine.LongestText ? cell[..RunLine.LongestText] : cell);
        return masked.Length > LongestCell ? masked[..LongestCell] + "…" : masked;
    }
}
