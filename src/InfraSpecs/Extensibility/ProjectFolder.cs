namespace InfraSpecs.Extensibility;

/// <summary>Where a relative path begins: at the test's project, wherever its program was put and started.</summary>
public static class ProjectFolder
{
    /// <summary>The absolute path of a folder that may be relative to the project.</summary>
    /// <param name="folder">The folder.</param>
    public static string Resolve(string folder) => Path.GetFullPath(folder, Above(AppContext.BaseDirectory));

    /// <summary>The nearest folder, from the program's upwards, that has a project file; the program's own where none has.</summary>
    /// <param name="program">The folder of the program.</param>
    public static string Above(string program) => Nearest(program, it => Has(it, "*.??proj")) ?? program;

    /// <summary>The nearest folder, from the program's upwards, of which something holds; null where there is none.</summary>
    /// <param name="program">The folder of the program.</param>
    /// <param name="isIt">Asked for each folder, with its path.</param>
    public static string? Nearest(string program, Func<string, bool> isIt)
    {
        for (DirectoryInfo? folder = new(program); folder is not null; folder = folder.Parent)
        {
            if (isIt(folder.FullName)) return folder.FullName;
        }

        return null;
    }

    /// <summary>Whether a folder itself has a file of such a name.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="pattern">As "*.sln".</param>
    public static bool Has(string folder, string pattern) => Directory.EnumerateFiles(folder, pattern, new EnumerationOptions()).Any();
}
