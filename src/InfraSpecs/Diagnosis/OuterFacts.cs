namespace InfraSpecs.Extensibility;

/// <summary>What is known of the end of a container together with the one that its engine runs in.</summary>
/// <param name="Id">The outer container's ID; null where the engine runs on a machine.</param>
/// <param name="Name">Its name, or what stands for it.</param>
internal sealed record OuterFacts(string? Id, string Name)
{
    /// <summary>When the outer one ended, and this with it, by this process's clock; null if it did not, as far as is known.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The engine does not remember the end of what it ran, and its exit code is one that the engine's own end gives.</summary>
    public bool IsForgotten { get; init; }
}
