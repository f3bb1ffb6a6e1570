using InfraSpecs.Images;

namespace InfraSpecs.Cli;

/// <summary>A file of structure tests that was asked for.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Tests">What is in it; null if it cannot be read.</param>
/// <param name="Fault">Why; null if it can.</param>
internal sealed record StructureFile(string Path, StructureTestFile? Tests, string? Fault)
{
    public bool NeedsContainer => Tests?.Tests.Any(test => test.NeedsContainer) ?? false;

    public static async Task<StructureFile> ReadAsync(string path, CancellationToken token)
    {
        try
        {
            return new StructureFile(path, await StructureTestFile.ReadAsync(path, token), null);
        }
        catch (ImageTestException e) when (e.Reason is ImageTestReason.StructureTestsInvalid)
        {
            return new StructureFile(path, null, e.Message);
        }
    }
}

/// <summary>What became of a file's tests. One that cannot be read is one that failed, as with the original.</summary>
internal sealed record JudgedFile(StructureFile File, StructureTestReport? Report)
{
    public IReadOnlyList<JudgedTest> Results { get; } = Report is null
        ? [new JudgedTest($"Test file: {Path.GetFileName(File.Path)}", false, "", "", [$"error parsing config file: {File.Fault}"], [], TimeSpan.Zero)]
        : [.. Report.Results.Select(Of)];

    public IReadOnlyList<string> Warnings => File.Tests?.Warnings ?? [];

    private static JudgedTest Of(StructureTestResult result) => new(
        result.Test.Name, result.Passed, result.Output, result.ErrorOutput,
        [.. result.Errors.Select(error => $"{error} ({Path.GetFileName(result.Test.File)}, line {result.Test.Line})")], result.Warnings, result.Duration);
}
