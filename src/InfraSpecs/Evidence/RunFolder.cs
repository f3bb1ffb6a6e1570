using System.Globalization;

namespace InfraSpecs.Evidence;

/// <summary>Where run files lie: a folder for each run, with a file for each process of it. Folders of older runs are removed, all but the newest.</summary>
internal static class RunFolder
{
    public const string RunFiles = $"*{Ending}";

    private const string Ending = ".jsonl";

    private const int RunsKept = 10;

    /// <summary>Others may run, some of them started by this one.</summary>
    private static readonly TimeSpan KeptAtLeast = TimeSpan.FromHours(1);

    /// <summary>Makes the folder of a run.</summary>
    /// <param name="root">The folder of all runs.</param>
    /// <param name="run">The run's name.</param>
    /// <param name="time">Where time comes from.</param>
    /// <returns>Its path.</returns>
    public static string Create(string root, string run, TimeProvider time)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, run)).FullName;
        // What runs leave is nobody's source.
        Ignore(Path.Combine(root, ".gitignore"));
        RemoveOld(root, run, time.GetUtcNow() - KeptAtLeast);
        return folder;
    }

    /// <summary>Where a process of a run writes.</summary>
    public static string FileOf(string folder, int processId) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{processId}{Ending}"));

    /// <summary>A name by which runs sort in their order.</summary>
    public static string NameOf(DateTimeOffset started, int processId) => string.Create(CultureInfo.InvariantCulture, $"{started.UtcDateTime:yyyyMMdd-HHmmss}-{processId}");

    private static void RemoveOld(string root, string run, DateTimeOffset before)
    {
        var runs = new DirectoryInfo(root).GetDirectories().Where(it => it.Name != run && Files(it).Length > 0).OrderByDescending(it => it.Name, StringComparer.Ordinal);
        foreach (var old in runs.Skip(RunsKept - 1).Where(it => Files(it).All(file => file.LastWriteTimeUtc < before)))
        {
            try
            {
                old.Delete(recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Another process of this run removes it too, or it is another user's.
            }
        }
    }

    private static FileInfo[] Files(DirectoryInfo run)
    {
        try
        {
            return run.GetFiles(RunFiles);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // the same
        }
    }

    private static void Ignore(string path)
    {
        try
        {
            if (File.Exists(path)) return;
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite);
            file.Write("*\n"u8);
        }
        catch (IOException) when (File.Exists(path))
        {
            return; // another process of this run has just made it
        }
    }
}
