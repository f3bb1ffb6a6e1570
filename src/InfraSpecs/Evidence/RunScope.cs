namespace InfraSpecs.Extensibility;

/// <summary>Whose doing something is, as the test runner says: a spec's, or a class's whose fixture is being made.</summary>
/// <param name="Spec">The spec's ID; null outside of specs.</param>
/// <param name="Class">The full name of the class of specs; null where what happens is for all.</param>
public sealed record RunScope(string? Spec, string? Class)
{
    internal static RunScope All { get; } = new(null, null);

    /// <summary>What is of this scope may be why a spec fails: it is the spec's own, or of its class's fixtures, or for all.</summary>
    internal bool Concerns(RunScope failed) => Spec is null ? Class is null || Class == failed.Class : Spec == failed.Spec;
}
