using InfraSpecs.Images.Snapshots;

namespace InfraSpecs.Images.Rebuilds;

/// <summary>The configuration of two builds.</summary>
internal static class RebuiltConfig
{
    public static IEnumerable<ImageRebuildDifference> Compare(ImageUnderTest first, ImageUnderTest second, bool withTimes) =>
    [
        .. Settings(first, second),
        .. Labels(first, second),
        .. Steps(first, second),
        .. withTimes && first.Config.Created != second.Config.Created
            ? [new ImageRebuildDifference("created", $"{first.Config.Created:O} -> {second.Config.Created:O}", "the builder's clock; SOURCE_DATE_EPOCH sets it")]
            : Array.Empty<ImageRebuildDifference>(),
    ];

    private static IEnumerable<ImageRebuildDifference> Settings(ImageUnderTest first, ImageUnderTest second)
    {
        var (one, other) = (ByKey(first), ByKey(second));
        return one.Keys.Union(other.Keys).Where(key => one.GetValueOrDefault(key) != other.GetValueOrDefault(key))
            .Select(key => new ImageRebuildDifference(key, $"{one.GetValueOrDefault(key, "none")} -> {other.GetValueOrDefault(key, "none")}"));
    }

    private static Dictionary<string, string> ByKey(ImageUnderTest image) =>
        ConfigFacts.Read(image).Where(it => it.Key != "label").GroupBy(it => it.Key).ToDictionary(it => it.Key, it => string.Join(", ", it.Select(fact => fact.Value)), StringComparer.Ordinal);

    // A snapshot leaves out those that change with each build.
    private static IEnumerable<ImageRebuildDifference> Labels(ImageUnderTest first, ImageUnderTest second) =>
        first.Config.Labels.Keys.Union(second.Config.Labels.Keys).Order(StringComparer.Ordinal)
            .Where(name => first.Config.Labels.GetValueOrDefault(name) != second.Config.Labels.GetValueOrDefault(name))
            .Select(name => new ImageRebuildDifference($"label {name}", $"{first.Config.Labels.GetValueOrDefault(name, "none")} -> {second.Config.Labels.GetValueOrDefault(name, "none")}"));

    private static IEnumerable<ImageRebuildDifference> Steps(ImageUnderTest first, ImageUnderTest second)
    {
        var (one, other) = (Commands(first), Commands(second));
        if (one.SequenceEqual(other)) yield break;
        var at = one.Zip(other).TakeWhile(it => it.First == it.Second).Count();
        yield return new ImageRebuildDifference("history", $"step {at + 1}: {Step(one, at)} -> {Step(other, at)}", "they were built from other Dockerfiles, arguments or bases, or by another builder");
    }

    private static List<string> Commands(ImageUnderTest image) => [.. image.Config.History.Select(it => it.CreatedBy)];

    private static string Step(List<string> commands, int at) =>
        at < commands.Count ? $"`{Differences.LayerCommand.Short(commands[at])}`" : "none";
}
