namespace InfraSpecs.Images;

/// <summary>What became of the tests of a file.</summary>
/// <param name="File">The file.</param>
/// <param name="Image">The image that was judged.</param>
/// <param name="Results">One for each test, in the order in which the original runs them.</param>
public sealed record StructureTestReport(StructureTestFile File, string Image, IReadOnlyList<StructureTestResult> Results)
{
    /// <summary>Whether all passed. A file without tests does not pass.</summary>
    public bool Passed => Results.Count > 0 && Results.All(result => result.Passed);

    /// <summary>What is wrong or doubtful, test by test, and how many there are.</summary>
    public override string ToString() => string.Join('\n',
    [
        .. File.Warnings.Select(warning => $"Warning: {warning}."),
        .. Results.Where(result => !result.Passed || result.Warnings.Count > 0).Select(result => result.ToString()),
        Results.Count == 0 ? $"{File.Path} has no tests, which is a failure." : $"{Results.Count(result => result.Passed)} of {Results.Count} structure tests hold for {Image}.",
    ]);
}
