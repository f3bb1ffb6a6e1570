using InfraSpecs.Evidence;

namespace InfraSpecs.Report;

/// <summary>The folder of a run, with a file of each of its processes.</summary>
internal static class RunFiles
{
    public static IReadOnlyList<string> FilesOf(string folder) => Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, RunFolder.RunFiles).Order(StringComparer.Ordinal)] : [];

    /// <summary>The names of the runs in a folder, by when they were last written; the newest last.</summary>
    public static IReadOnlyList<string> RunsIn(string home) => !Directory.Exists(home)
        ? []
        :
        [
            .. new DirectoryInfo(home).EnumerateDirectories()
                .Select(it => (it.Name, Written: it.EnumerateFiles(RunFolder.RunFiles).Select(file => file.LastWriteTimeUtc).DefaultIfEmpty(DateTime.MinValue).Max()))
                .Where(it => it.Written > DateTime.MinValue)
                .OrderBy(it => it.Written).ThenBy(it => it.Name, StringComparer.Ordinal).Select(it => it.Name),
        ];

    public static async Task<RunFacts> ReadAsync(IEnumerable<string> folders, CancellationToken token)
    {
        List<ProcessFacts> processes = [];
        foreach (var file in folders.SelectMany(FilesOf))
        {
            try
            {
                processes.Add(await RunReader.ReadAsync(file, token));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw RunReportException.Unreadable(file, e);
            }
        }

        return new RunFacts(processes);
    }
}
