namespace InfraSpecs.Report;

/// <summary>Which fixture something is of.</summary>
/// <param name="Class">The class that it serves; null if it is for several.</param>
/// <param name="Collection">The collection of classes that it serves; null if it is for all specs.</param>
internal readonly record struct OwnerFacts(string? Class, string? Collection)
{
    /// <summary>It is of a fixture, and not for all specs.</summary>
    public bool IsFixture => this != default;

    /// <summary>It may be why a spec failed.</summary>
    public bool Concerns(SpecFacts spec) => Class is null ? Collection is null || Collection == spec.Collection : Class == spec.Class;
}
