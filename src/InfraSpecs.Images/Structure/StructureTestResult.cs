namespace InfraSpecs.Images;

/// <summary>What became of one structure test.</summary>
public sealed record StructureTestResult
{
    /// <summary>The test.</summary>
    public required StructureTest Test { get; init; }

    /// <summary>The image that was judged.</summary>
    public required string Image { get; init; }

    /// <summary>What is wrong: what was expected, and what is there. Empty if it passed.</summary>
    public required IReadOnlyList<string> Errors { get; init; }

    /// <summary>Why its verdict says less than it seems to: it is the original's verdict all the same.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>The command's standard output; "" where there is no command.</summary>
    public required string Output { get; init; }

    /// <summary>The command's standard error; "" where there is no command.</summary>
    public required string ErrorOutput { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Duration { get; init; }

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
