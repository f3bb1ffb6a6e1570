namespace InfraSpecs.Xunit.Runner;

/// <summary>The page of a CI step, as GitHub has it: a Markdown file that several processes append to. It is dropped as a whole where it is larger than 1 MiB.</summary>
internal static class StepSummary
{
    private const string Variable = "GITHUB_STEP_SUMMARY";
    private const int LargestFile = 1_000_000;

    /// <summary>Appends, where there is such a file and room in it.</summary>
    /// <param name="text">Markdown.</param>
    public static void Append(string text) => Append(Environment.GetEnvironmentVariable(Variable), text);

    internal static void Append(string? path, string text)
    {
        if (string.IsNullOrEmpty(path)) return;
        // Nobody else writes meanwhile.
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        using var writer = new StreamWriter(file);
        if (file.Length + writer.Encoding.GetByteCount(text) < LargestFile) writer.WriteLine(text);
    }
}
