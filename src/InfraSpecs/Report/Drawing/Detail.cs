namespace InfraSpecs.Report;

/// <summary>How much of a red spec is told. A page that would become too large to be opened tells less of each, and says so.</summary>
/// <param name="Lines">Lines of the output that matters most.</param>
/// <param name="OtherLines">Lines of each other output.</param>
/// <param name="Outputs">How many outputs.</param>
/// <param name="Text">Characters of a message and of a stack.</param>
/// <param name="Rows">Rows of each table.</param>
internal sealed record Detail(int Lines, int OtherLines, int Outputs, int Text, int Rows)
{
    public static readonly Detail[] FromMostToLeast =
    [
        new(200, 50, 12, 16_000, 200) { Compresses = true, Draws = true },
        new(60, 15, 6, 6_000, 50) { Draws = true },
        new(12, 0, 1, 1_500, 8),
    ];

    /// <summary>The rest of each output, and what was inspected, goes along compressed.</summary>
    public bool Compresses { get; init; }

    /// <summary>With timelines and plots.</summary>
    public bool Draws { get; init; }
}
