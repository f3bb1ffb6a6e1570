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

    /// <summary>What it is about, what that was, and what it is: empty where it was or is not there. Null where the sentence alone can tell.</summary>
    internal (string Where, string Was, string Is)? Change { get; init; }

    /// <summary>As the run file has it. Of rows there are checksums alone, so that their values cannot be told.</summary>
    internal string[] Row => Change is { } it ? [it.Where, it.Was, it.Is] : [Table is null ? "server" : $"table '{Table}'", Sentence];

    /// <summary>The sentence.</summary>
    public override string ToString() => Sentence;
}
