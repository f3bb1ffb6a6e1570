namespace InfraSpecs.Images.Behaviour;

/// <summary>Whether a matrix shows that the environment controls something: what is expected of some row must not be so in another.</summary>
internal static class MatrixVacuity
{
    public static string? Explain(IReadOnlyList<RowSeen> seen)
    {
        if (seen.Count == 1) return $"there is one row, '{seen[0].Row.Name}', and nothing to compare it with; add one with another environment, in which something else is expected";
        if (!seen.All(here => seen.All(other => here.Meets(other.Row)))) return null;
        return seen.Select(Facts).Distinct().Count() == 1
            ? "the rows differ in environment, but nothing that is observed differs"
            : "the rows differ in environment, but what is expected of each is so in all of them; expect what one does and another does not";
    }

    private static string Facts(RowSeen seen) => string.Join('\0', [seen.Line, seen.Body, $"{seen.ExitCode}", .. seen.Ports?.Select(it => $"{it}") ?? []]);
}
