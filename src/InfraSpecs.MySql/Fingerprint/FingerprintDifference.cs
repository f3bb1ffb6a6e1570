namespace InfraSpecs.MySql;

/// <summary>One thing in which two databases differ.</summary>
/// <param name="Sentence">What differs, from what to what.</param>
public sealed record FingerprintDifference(string Sentence)
{
    /// <summary>The table; null if it is about none.</summary>
    public string? Table { get; init; }

    /// <summary>The column; null if it is about none.</summary>
    public string? Column { get; init; }

    /// <summary>The rows, as "id 5" or "id 16384 to 32767"; empty if it is not about rows.</summary>
    public IReadOnlyList<string> Rows { get; init; } = [];

    /// <summary>The sentence.</summary>
    public override string ToString() => Sentence;
}
