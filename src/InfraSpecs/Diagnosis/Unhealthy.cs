namespace InfraSpecs.Diagnosis;

/// <summary>A container's own health check fails.</summary>
internal sealed class Unhealthy : IDiagnosisRule
{
    public IEnumerable<LikelyCause> Judge(FailureFacts failure) => failure.Containers.Where(it => it is { Status: "running", Health: "unhealthy" }).Select(it => new LikelyCause(
        nameof(Unhealthy),
        $"{it.Name} runs, and its health check fails{(Said(it) is { } said ? $": {FailureText.Sentence(said)}" : ", and prints nothing.")}",
        "run the check in the container by hand, and mend what it checks or the check."));

    private static string? Said(ContainerFacts it) => it.HealthOutput?.Split('\n').Select(line => line.Trim()).LastOrDefault(line => line.Length > 0);
}
