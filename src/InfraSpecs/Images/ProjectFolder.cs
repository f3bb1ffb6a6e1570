namespace InfraSpecs.Images;

/// <summary>Where a relative folder begins: at the test's project, wherever its program was put and started.</summary>
internal static class ProjectFolder
{
    /// <summary>The absolute path of a folder that may be relative to the project.</summary>
    public static string Resolve(string folder) => Path.GetFullPath(folder, Above(AppContext.BaseDirectory));

    /// <summary>The nearest folder, from the program's upwards, that has a project file; the program's own where none has.</summary>
    public static string Above(string program)
    {
        for (DirectoryInfo? folder = new(program); folder is not null; folder = folder.Parent)
        {
            if (folder.EnumerateFiles("*.??proj", new EnumerationOptions()).Any()) return folder.FullName;
        }

        return program;
    }
}
