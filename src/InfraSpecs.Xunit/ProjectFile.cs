namespace InfraSpecs.Xunit;

/// <summary>A file that a test names.</summary>
internal static class ProjectFile
{
    /// <returns>Its path: as it is if it is absolute; else beside the program if it is there, as what is copied to the output is; else from the nearest folder above that has a project file.</returns>
    public static string Find(string path)
    {
        var copied = Path.GetFullPath(path, AppContext.BaseDirectory);
        return Path.Exists(copied) ? copied : ProjectFolder.Resolve(path);
    }
}
