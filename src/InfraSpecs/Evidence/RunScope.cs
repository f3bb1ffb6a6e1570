namespace InfraSpecs.Extensibility;

/// <summary>Whose doing something is, as the test runner says: a spec's, or that of a fixture, which several specs share.</summary>
/// <param name="Spec">The spec's ID; null in fixtures.</param>
/// <param name="Class">The full name of the class of specs; null in what classes share.</param>
/// <param name="Collection">The ID of the collection of classes; null in what is for all specs.</param>
public sealed record RunScope(string? Spec, string? Class, string? Collection = null)
{
    internal static RunScope All { get; } = new(null, null);

    /// <summary>What is of this scope may be why a spec fails: it is the spec's own, or of its class's or its collection's fixtures, or for all.</summary>
    internal bool Concerns(RunScope failed) => this switch
    {
        { Spec: { } spec } => spec == failed.Spec,
        { Class: { } type } => type == failed.Class,
        { Collection: { } collection } => collection == failed.Collection,
        _ => true,
    };
}
