namespace InfraSpecs.Report;

/// <summary>Files that are there as a whole or not at all, and one process at a time that draws them.</summary>
internal static class PageFile
{
    private const string LockName = ".report.lock";

    // EWOULDBLOCK, and ERROR_SHARING_VIOLATION: another process has the file. All else is trouble.
    private const int Held = 11;
    private const int HeldOnMacOs = 35;
    private const int HeldOnWindows = unchecked((int)0x80070020);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Waits until no other process draws in a folder. Disposing what is returned lets the next one.</summary>
    public static async Task<IAsyncDisposable> TakeTurnAsync(string folder, CancellationToken token)
    {
        try
        {
            return await Wait.UntilAsync($"the turn to draw {RunReport.PageName}", _ => ValueTask.FromResult(Take(Path.Combine(folder, LockName))), Patience, token);
        }
        catch (WaitException e)
        {
            throw RunReportException.Busy(Path.Combine(folder, LockName), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw RunReportException.Unwritable(folder, e);
        }
    }

    public static async Task WriteAsync(string path, string text, CancellationToken token)
    {
        var draft = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            await File.WriteAllTextAsync(draft, text, token);
            File.Move(draft, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw RunReportException.Unwritable(path, e);
        }
        finally
        {
            Remove(draft);
        }
    }

    private static Probe<FileStream> Take(string path)
    {
        try
        {
            return Probe.Ready(new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None));
        }
        catch (IOException e) when (e.HResult is Held or HeldOnMacOs or HeldOnWindows)
        {
            return Probe.NotYet<FileStream>(e.Message);
        }
    }

    private static void Remove(string draft)
    {
        try
        {
            File.Delete(draft);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What could not be written is told already; a draft that stays does no harm.
        }
    }
}
