using InfraSpecs.Evidence;

namespace InfraSpecs;

/// <summary>What is done to a container.</summary>
/// <param name="Program">Which program does it.</param>
/// <param name="What">The fault in words.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="Words">The program's arguments.</param>
/// <param name="Folder">The folder that must be there; null for none.</param>
/// <param name="Kind">What it does to what runs in the container.</param>
internal sealed record FaultPlan(FaultProgram Program, string What, string Unit, IReadOnlyList<string> Words, string? Folder, BreakKind Kind = BreakKind.Disturbs);
