using System.Text.Json.Serialization;

namespace InfraSpecs.Benchmarks;

/// <summary>One figure beside its floor, measured in the same run.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Ours">The figure.</param>
/// <param name="Floor">What it is compared with.</param>
/// <param name="Unit">Of both.</param>
/// <param name="Goal">What it should be, in words.</param>
/// <param name="Met">Whether it is.</param>
/// <param name="Note">How it was measured, and what the floor is.</param>
internal sealed record Row(
    [property: JsonPropertyName("row")] string Name, double Ours, double Floor, string Unit, string Goal, bool Met, string Note)
{
    public double Ratio => Math.Round(Ours / Floor, 3);

    /// <summary>When its benchmark began, and what else the machine did just before; null until <c>Program</c> says it.</summary>
    public Circumstances? At { get; init; }
}
