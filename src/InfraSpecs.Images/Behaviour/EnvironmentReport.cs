using InfraSpecs.Images.Behaviour;

namespace InfraSpecs.Images;

/// <summary>What an image did in each environment of a matrix.</summary>
/// <param name="Image">The image.</param>
/// <param name="Rows">What became of each row, in the matrix's order.</param>
/// <param name="Vacuity">Why the matrix, even if all is as expected, does not show that the environment controls anything; null where it shows that.</param>
public sealed record EnvironmentReport(string Image, IReadOnlyList<EnvironmentRowResult> Rows, string? Vacuity)
{
    /// <summary>The rows where something was not as expected.</summary>
    public IReadOnlyList<EnvironmentRowResult> Red => [.. Rows.Where(it => it.Findings.Count > 0)];

    /// <summary>A line for each row, and of those that are red the last lines of their output.</summary>
    public override string ToString() => string.Join('\n', Rows.SelectMany(it => it.Lines));

    internal static EnvironmentReport Judge(string image, IReadOnlyList<RowSeen> seen) => new(image, [.. seen.Select(EnvironmentRowResult.Judge)], MatrixVacuity.Explain(seen));
}

/// <summary>What an image did in one environment.</summary>
public sealed record EnvironmentRowResult
{
    /// <summary>The row's name.</summary>
    public required string Name { get; init; }

    /// <summary>The variables on one line, without secrets.</summary>
    public required string Environment { get; init; }

    /// <summary>What is not as expected, a sentence each; empty where all is.</summary>
    public required IReadOnlyList<string> Findings { get; init; }

    /// <summary>What was seen, without secrets: a line of its output, its ports, its exit code.</summary>
    public required string Seen { get; init; }

    /// <summary>The last lines of its output, without secrets.</summary>
    public required IReadOnlyList<string> LastLines { get; init; }

    /// <summary>"red  german (LANG=de): …", in one line.</summary>
    public override string ToString() => $"{(Findings.Count == 0 ? "green" : "red  ")} {Name} ({Environment}): {(Findings.Count == 0 ? Seen : string.Join("; ", Findings))}";

    internal IEnumerable<string> Lines => Findings.Count == 0 ? [ToString()]
        : LastLines.Count == 0 ? [ToString(), "        It printed nothing."]
        : [ToString(), .. LastLines.Select(it => "      | " + it)];

    internal static EnvironmentRowResult Judge(RowSeen seen) => new()
    {
        Name = seen.Row.Name,
        Environment = seen.Mask.Environment,
        Findings = [.. seen.Findings.Select(seen.Mask.Apply)],
        Seen = seen.Mask.Apply(SeenOf(seen)),
        LastLines = [.. seen.LastLines.Select(it => Cut(seen.Mask.Apply(it)))],
    };

    private static string SeenOf(RowSeen seen) => string.Join(", ",
    [
        .. seen.Line is { } line ? [$"printed '{Cut(line)}'"] : (string[])[],
        .. seen.Row.Port is { } port ? [$"listens on {port}/tcp"] : (string[])[],
        .. seen.Row.Answer is not null && seen.Body is { } body ? [$"answers '{Cut(body.TrimEnd())}'"] : (string[])[],
        .. seen.ExitCode is { } code ? [$"exit code {code}"] : (string[])[],
    ]);

    private static string Cut(string text) => text.Length <= 200 ? text : text[..200] + "…";
}
