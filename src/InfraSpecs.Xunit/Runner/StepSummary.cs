namespace InfraSpecs.Xunit.Runner;

/// <summary>The page of a CI step, as GitHub has it: a Markdown file that several processes append to. It is dropped as a whole where it is larger than 1 MiB.</summary>
internal static class StepSummary
{
    private const string Variable = "GITHUB_STEP_SUMMARY";
    private const int LargestFile = 1_000_000;

    private static readonly TimeSpan AppendedWithin = TimeSpan.FromSeconds(5);

    /// <summary>Appends, where there is such a file and room in it. Processes that end together take turns.</summary>
    /// <param name="text">Markdown.</param>
    /// <param name="token">Ends the attempt.</param>
    /// <exception cref="WaitException">Others wrote all the time.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static async Task AppendAsync(string text, CancellationToken token)
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } path) return;
        await Wait.UntilAsync("the step's summary", _ => ValueTask.FromResult(Append(path, text)), AppendedWithin, token);
    }

    private static Probe<bool> Append(string path, string text)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
            using var writer = new StreamWriter(file);
            if (file.Length + writer.Encoding.GetByteCount(text) < LargestFile) writer.WriteLine(text);
            return Probe.Ready(true);
        }
        catch (IOException e)
        {
            return Probe.NotYet<bool>(e.Message);
        }
    }
}
