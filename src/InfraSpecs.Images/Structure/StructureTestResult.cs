namespace InfraSpecs.Images;

/// <summary>What became of one structure test.</summary>
/// <param name="Test">The test.</param>
/// <param name="Image">The image that was judged.</param>
/// <param name="Errors">What is wrong: what was expected, and what is there. Empty if it passed.</param>
/// <param name="Warnings">Why its verdict says less than it seems to: it is the original's verdict all the same.</param>
/// <param name="Output">The command's standard output; "" where there is no command.</param>
/// <param name="ErrorOutput">The command's standard error; "" where there is no command.</param>
/// <param name="Duration">How long it took.</param>
public sealed record StructureTestResult(
    StructureTest Test, string Image, IReadOnlyList<string> Errors, IReadOnlyList<string> Warnings, string Output, string ErrorOutput, TimeSpan Duration)
{
    /// <summary>Whether it passed.</summary>
    public bool Passed => Errors.Count == 0;

    /// <summary>The test, where it stands, and what is wrong or doubtful, a line each.</summary>
    public override string ToString() => string.Join('\n',
    [
        $"{Test.Name} ({Path.GetFileName(Test.File)}, line {Test.Line}) {(Passed ? "holds for" : "fails for")} {Image}.",
        .. Errors.Select(error => $"  {Indented(error)}."),
        .. Warnings.Select(warning => $"  Warning: {Indented(warning)}."),
        .. Said("Standard output", Output),
        .. Said("Standard error", ErrorOutput),
    ]);

    private IEnumerable<string> Said(string what, string text) => Passed || text.Length == 0 ? [] : [$"  {what}: {Indented(text.TrimEnd())}"];

    private static string Indented(string text) => text.Replace("\n", "\n    ", StringComparison.Ordinal);
}
