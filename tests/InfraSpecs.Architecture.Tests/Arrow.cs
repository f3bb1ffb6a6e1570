using InfraSpecs.Architecture.Tests.Reading;

namespace InfraSpecs.Architecture.Tests;

/// <summary>From a folder to one that it uses, and why.</summary>
internal sealed record Arrow(string From, string To, IReadOnlyList<Reference> Why)
{
    public static IReadOnlyList<Arrow> Among(IEnumerable<Reference> references) =>
    [
        .. references.GroupBy(it => (it.From.Folder, To: it.To.Folder)).Select(it => new Arrow(it.Key.Folder, it.Key.To, [.. it]))
            .OrderBy(it => it.From, StringComparer.Ordinal).ThenBy(it => it.To, StringComparer.Ordinal),
    ];

    /// <summary>Those that lead to the same layer or to one above. What the order does not name lies nowhere.</summary>
    public static IReadOnlyList<Arrow> Up(IReadOnlyList<Arrow> arrows, IReadOnlyList<IReadOnlyList<string>> order)
    {
        var height = order.SelectMany((layer, at) => layer.Select(folder => (folder, at))).ToDictionary(it => it.folder, it => it.at);
        return [.. arrows.Where(it => height.TryGetValue(it.From, out var from) && height.TryGetValue(it.To, out var to) && from <= to)];
    }

    /// <summary>The shortest way along arrows that comes back to where it began; empty if there is none.</summary>
    public static IReadOnlyList<Arrow> ShortestCircle(IReadOnlyList<Arrow> arrows) =>
        arrows.Select(first => Way(arrows, first)).Where(it => it.Count > 0).MinBy(it => it.Count) ?? [];

    /// <summary>Without those that can be left out of a picture, because a longer way leads there too.</summary>
    public static IReadOnlyList<Arrow> Plain(IReadOnlyList<Arrow> arrows) =>
        [.. arrows.Where(it => !arrows.Any(other => other.From == it.From && other.To != it.To && Reaches(arrows, other.To, it.To)))];

    private static bool Reaches(IReadOnlyList<Arrow> arrows, string from, string to) => Way(arrows, new Arrow(to, from, [])).Count > 0;

    private static List<Arrow> Way(IReadOnlyList<Arrow> arrows, Arrow first)
    {
        Queue<List<Arrow>> ways = new([[first]]);
        HashSet<string> seen = [first.To];
        while (ways.TryDequeue(out var way))
        {
            if (way[^1].To == first.From) return way;
            foreach (var next in arrows.Where(it => it.From == way[^1].To && seen.Add(it.To))) ways.Enqueue([.. way, next]);
        }

        return [];
    }
}
