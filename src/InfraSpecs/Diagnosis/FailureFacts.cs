namespace InfraSpecs.Extensibility;

/// <summary>What is known of a spec's failure.</summary>
/// <param name="Containers">The spec's own, its class's and those for all, running ones and those that were removed before the verdict.</param>
public sealed record FailureFacts(IReadOnlyList<ContainerFacts> Containers);
