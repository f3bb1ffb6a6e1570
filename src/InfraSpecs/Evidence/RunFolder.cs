using System.Globalization;

namespace InfraSpecs.Evidence;

/// <summary>Where run files lie: a folder for each run, with a file for each process of it. Folders of older runs are removed, all but the newest.</summary>
internal static class RunFolder
{
    public const string RunFiles = "*.jsonl";

    private const int RunsKept = 10;

    /// <summary>Makes the folder of a run.</summary>
    /// <param name="root">The folder of all runs.</param>
    /// <param name="run">The run's name.</param>
    /// <returns>Its path.</returns>
    public static string Create(string root, string run)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, run)).FullName;
        // What runs leave is nobody's source.
        var ignore = Path.Combine(root, ".gitignore");
        if (!File.Exists(ignore)) File.WriteAllText(ignore, "*\n");
        RemoveOld(root, run);
        return folder;
    }

    /// <summary>A name by which runs sort in their order.</summary>
    public static string NameOf(DateTimeOffset started, int processId) => string.Create(CultureInfo.InvariantCulture, $"{started.UtcDateTime:yyyyMMdd-HHmmss}-{processId}");

    private static void RemoveOld(string root, string run)
    {
        var runs = new DirectoryInfo(root).EnumerateDirectories().Where(it => it.Name != run && it.EnumerateFiles(RunFiles).Any()).OrderByDescending(it => it.Name, StringComparer.Ordinal);
        foreach (var old in runs.Skip(RunsKept - 1))
        {
            try
            {
                old.Delete(recursive: true);
            }
            catch (IOException)
            {
                // Another process of this run removes it too.
            }
        }
    }
}
