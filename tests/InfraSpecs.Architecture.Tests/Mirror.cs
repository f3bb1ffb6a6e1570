using InfraSpecs.Architecture.Tests.Reading;

namespace InfraSpecs.Architecture.Tests;

/// <summary>
/// Whether tests lie as sources do: what src/P/Folder/X.cs does is tested in tests/P.Tests/Folder/XTests.cs. Paths are those within a project, with slashes.
/// </summary>
internal static class Mirror
{
    private const string Tests = "Tests";

    /// <summary>Tests in another folder than what they are called after, and where they belong.</summary>
    public static IReadOnlyList<string> Astray(IReadOnlyCollection<string> sources, IEnumerable<string> tests)
    {
        var homes = sources.ToLookup(NameOf, FolderOf);
        return
        [
            .. tests.Where(test => NameOf(test).EndsWith(Tests, StringComparison.Ordinal))
                .Select(test => (Test: test, Homes: homes[NameOf(test)[..^Tests.Length]].ToList()))
                .Where(it => it.Homes.Count > 0 && !it.Homes.Contains(FolderOf(it.Test)))
                .Select(it => $"{it.Test} -> {it.Homes[0]}/"),
        ];
    }

    /// <summary>Folders of tests that the sources do not have.</summary>
    public static IReadOnlyList<string> Strange(IEnumerable<string> sources, IEnumerable<string> tests) =>
        [.. tests.Select(FolderOf).Distinct().Where(folder => folder.Length > 0).Except(sources.Select(FolderOf))];

    /// <summary>Files with tests whose name does not end as their project's does.</summary>
    public static IReadOnlyList<string> Misnamed(string project, IEnumerable<string> tests) =>
        [.. tests.Where(test => !NameOf(test).EndsWith(project.EndsWith(Tests, StringComparison.Ordinal) ? Tests : "Specs", StringComparison.Ordinal))];

    /// <summary>The projects of tests, and the files with tests in each.</summary>
    public static IEnumerable<(string Project, IReadOnlyList<string> Tests)> Projects =>
        from folder in Directory.EnumerateDirectories(Path.Combine(Checkout.Root, "tests")).Order(StringComparer.Ordinal)
        let project = Path.GetFileName(folder)
        where project.EndsWith(Tests, StringComparison.Ordinal) || project.EndsWith("Specs", StringComparison.Ordinal)
        select (project, FilesOf(folder, HasTests));

    /// <summary>The packages that have a project of tests, and the files of both.</summary>
    public static IEnumerable<(IReadOnlyList<string> Sources, IReadOnlyList<string> Tests)> Pairs =>
        from it in Sources.Projects
        let tests = Path.Combine(Checkout.Root, "tests", $"{it.Name}.{Tests}")
        where Directory.Exists(tests)
        select (FilesOf(it.Folder, _ => true), FilesOf(tests, _ => true));

    private static IReadOnlyList<string> FilesOf(string folder, Func<string, bool> which) =>
        [.. Checkout.CodeOf(folder).Where(which).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))];

    private static bool HasTests(string file) => File.ReadLines(file).Select(line => line.TrimStart())
        .Any(line => line.StartsWith("[Fact", StringComparison.Ordinal) || line.StartsWith("[Theory", StringComparison.Ordinal));

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..].Split('.')[0];

    private static string FolderOf(string path) => path[..Math.Max(0, path.LastIndexOf('/'))];
}
