namespace InfraSpecs.Architecture.Tests.Reading;

/// <summary>All of src, read once.</summary>
internal static class Sources
{
    private static readonly Lazy<IReadOnlyList<SourceProject>> Read = new(SourceProject.ReadAll);

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, Lazy<IReadOnlyList<Reference>>> Known = new();

    public static IReadOnlyList<SourceProject> Projects => Read.Value;

    public static SourceProject Project(string name) => Projects.FirstOrDefault(it => it.Name == name)
        ?? throw new ArgumentException($"src has no package '{name}'; it has {string.Join(", ", Projects)}.", nameof(name));

    /// <summary>The references from one folder of a project to another of the same.</summary>
    public static IReadOnlyList<Reference> BetweenFoldersOf(string project) => Known.GetOrAdd(project, name => new(() => Reference.ReadAll(Project(name)))).Value
        .Where(it => it.To.Project == project && it.From.Folder != it.To.Folder).ToList();

    public static IReadOnlyList<string> FoldersOf(string project) =>
        [.. Checkout.CodeOf(Project(project).Folder).Select(it => Place.At(it, "").Folder).Distinct().Order(StringComparer.Ordinal)];
}
