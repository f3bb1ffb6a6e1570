namespace InfraSpecs.Extensibility;

/// <summary>Turns facts into a cause. A rule that is not sure says nothing.</summary>
public interface IDiagnosisRule
{
    /// <summary>Looks at a failure.</summary>
    /// <param name="failure">What is known of it.</param>
    /// <returns>What may be its causes; empty if the rule knows of none.</returns>
    IEnumerable<LikelyCause> Judge(FailureFacts failure);
}
