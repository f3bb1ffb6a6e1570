namespace InfraSpecs.Architecture.Tests.Reading;

/// <summary>The checkout that the tests run in.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>The files of a project that somebody wrote, without what builds leave.</summary>
    public static IEnumerable<string> CodeOf(string project) =>
        Directory.EnumerateFiles(project, "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetRelativePath(project, file).Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"))
            .Order(StringComparer.Ordinal);

    private static string Find(DirectoryInfo? folder) => folder switch
    {
        null => throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} has InfraSpecs.sln; these tests read the checkout's sources."),
        _ when File.Exists(Path.Combine(folder.FullName, "InfraSpecs.sln")) => folder.FullName,
        _ => Find(folder.Parent),
    };
}
