namespace InfraSpecs.Images.Approvals;

/// <summary>
/// The folder of a spec's source file. The compiler writes the path down; where a build maps paths ("/_/tests/…", as deterministic builds do), or the checkout was moved, the file
/// is looked for from the program's folder upwards.
/// </summary>
internal static class SourceFolder
{
    /// <param name="sourceFile">As the compiler wrote it.</param>
    /// <param name="program">The folder of the program.</param>
    /// <returns>Null where the source is not on this machine.</returns>
    public static string? Find(string sourceFile, string program)
    {
        if (File.Exists(sourceFile)) return Path.GetDirectoryName(Path.GetFullPath(sourceFile));
        var parts = sourceFile.Split('/', '\\');
        for (DirectoryInfo? folder = new(program); folder is not null; folder = folder.Parent)
        {
            for (var first = 1; first < parts.Length; first++)
            {
                var candidate = Path.Combine([folder.FullName, .. parts[first..]]);
                if (File.Exists(candidate)) return Path.GetDirectoryName(candidate);
            }
        }

        return null;
    }
}
