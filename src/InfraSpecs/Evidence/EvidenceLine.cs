namespace InfraSpecs.Evidence;

/// <summary>A line of evidence, which is written if a spec is red.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Fields">An object whose properties are the line's.</param>
/// <param name="Container">What is known of the container that it is of.</param>
internal sealed record EvidenceLine(string Kind, object Fields, ContainerFacts? Container = null);
