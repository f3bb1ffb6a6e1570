using System.Globalization;

namespace InfraSpecs.Images.Differences;

/// <summary>One sentence for what happened to many files alike.</summary>
internal static class Sentences
{
    private const int Most = 4;
    private const int Shown = 3;

    /// <summary>Each file has its sentence; more than four of which the same is to be said share one.</summary>
    /// <param name="files">What happened, and to which path.</param>
    /// <param name="one">The sentence for one path.</param>
    /// <param name="many">The sentence for many, which are named.</param>
    public static IEnumerable<string> For(IEnumerable<(string What, string Path)> files, Func<string, string, string> one, Func<string, string, string> many) =>
        files.GroupBy(it => it.What).SelectMany(group => group.Count() <= Most
            ? group.Select(it => one(it.What, it.Path))
            : [many(group.Key, Named(group.Select(it => it.Path)))]);

    /// <returns>As "1,609 entries: /a, /b, /c and 1,606 more".</returns>
    public static string Named(IEnumerable<string> paths)
    {
        var all = paths.ToList();
        return string.Create(CultureInfo.InvariantCulture, $"{all.Count:N0} entries: {List(all)}");
    }

    /// <returns>As "/a, /b, /c and 4 more".</returns>
    public static string List(IReadOnlyCollection<string> names) =>
        names.Count <= Most ? string.Join(", ", names) : string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", names.Take(Shown))} and {names.Count - Shown:N0} more");
}
