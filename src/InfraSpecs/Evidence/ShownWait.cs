namespace InfraSpecs.Extensibility;

/// <summary>A wait that takes long, for whoever looks on.</summary>
/// <param name="Spec">The ID of the spec that waits; null outside of specs.</param>
/// <param name="Subject">What is waited for.</param>
/// <param name="Answer">Why it is not ready yet; null once the wait is over.</param>
public sealed record ShownWait(string? Spec, string Subject, string? Answer);
