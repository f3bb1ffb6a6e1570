namespace InfraSpecs.Testing;

/// <summary>A folder of a test's own. Its disposal removes it with all that is in it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("infraspecs-");

    public string FullName => _folder.FullName;

    /// <summary>The names of the files in it, sorted; not of those in folders below.</summary>
    public IReadOnlyList<string> Files => [.. _folder.EnumerateFiles().Select(file => file.Name).Order(StringComparer.Ordinal)];

    public string At(string path) => Path.Combine(FullName, path);

    /// <summary>Writes a file, and the folders that lead to it.</summary>
    /// <returns>Its whole path.</returns>
    public string Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllText(At(path), text);
        return At(path);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
