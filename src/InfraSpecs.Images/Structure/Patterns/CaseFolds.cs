using System.Text;

namespace InfraSpecs.Images.Structure.Patterns;

/// <summary>Which characters differ in case only, as Go folds them: one character for one.</summary>
internal static class CaseFolds
{
    private const int LastWithCase = 0x1EFFF;

    // Those whose other forms share no case with each other: the Kelvin sign, the long s, the Angstrom sign, the final sigma, and more of the kind.
    private static readonly IEnumerable<(int One, int Other)> Further =
        [('K', 0x212A), ('k', 0x212A), ('S', 0x17F), ('s', 0x17F), (0xC5, 0x212B), (0xE5, 0x212B), (0x3A3, 0x3C2), (0x3C3, 0x3C2), (0x3A9, 0x2126), (0x3C9, 0x2126), (0xDF, 0x1E9E),
            (0xB5, 0x3BC), (0xB5, 0x39C)];

    private static readonly Lazy<IReadOnlyList<(int One, int Other)>> Pairs = new(Read);

    public static IEnumerable<(int From, int To)> Find(RuneSet set)
    {
        foreach (var (one, other) in Pairs.Value)
        {
            if (set.Contains(one)) yield return (other, other);
            if (set.Contains(other)) yield return (one, one);
        }
    }

    private static List<(int One, int Other)> Read()
    {
        List<(int One, int Other)> pairs = [.. Further];
        for (var code = 0; code <= LastWithCase; code++)
        {
            if (!Rune.IsValid(code)) continue;
            var rune = new Rune(code);
            if (Rune.ToLowerInvariant(rune) != rune) pairs.Add((code, Rune.ToLowerInvariant(rune).Value));
            if (Rune.ToUpperInvariant(rune) != rune) pairs.Add((code, Rune.ToUpperInvariant(rune).Value));
        }

        return pairs;
    }
}
