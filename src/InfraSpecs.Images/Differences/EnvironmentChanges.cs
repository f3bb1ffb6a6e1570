using InfraSpecs.Images.Snapshots;

namespace InfraSpecs.Images.Differences;

/// <summary>The environment. What is gone, and folders that are gone from PATH, break who relied on them; another value may be a version's number.</summary>
internal static class EnvironmentChanges
{
    public static IEnumerable<ImageChange> Find(ImageFacts before, ImageFacts after)
    {
        var (old, now) = (Pairs(before), Pairs(after));
        return
        [
            .. old.Where(it => !now.ContainsKey(it.Key)).Select(it => Change(true, $"env {it.Key} removed (it was {it.Value})")),
            .. now.Where(it => old.TryGetValue(it.Key, out var was) && was != it.Value).Select(it => Other(it.Key, old[it.Key], it.Value)),
            .. now.Where(it => !old.ContainsKey(it.Key)).Select(it => Change(false, $"env {it.Key} added: {it.Value}")),
        ];
    }

    private static ImageChange Other(string name, string was, string value)
    {
        var gone = name == "PATH" ? was.Split(':').Except(value.Split(':')).ToList() : [];
        return gone.Count > 0 ? Change(true, $"env PATH has {string.Join(" and ", gone)} no more: {was} -> {value}") : Change(false, $"env {name} {was} -> {value}");
    }

    private static SortedDictionary<string, string> Pairs(ImageFacts facts)
    {
        var pairs = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in facts.Settings("env").Select(it => it.Split('=', 2))) pairs[pair[0]] = pair.ElementAtOrDefault(1) ?? "";
        return pairs;
    }

    private static ImageChange Change(bool breaks, string sentence) => new(ImageChangeKind.Start, breaks, sentence);
}
