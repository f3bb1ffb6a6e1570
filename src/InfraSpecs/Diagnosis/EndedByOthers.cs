namespace InfraSpecs.Diagnosis;

/// <summary>Others ended a container: another spec, and it is down still; or whoever ended the engine that ran it while the spec went on.</summary>
internal sealed class EndedByOthers : IDiagnosisRule
{
    public IEnumerable<LikelyCause> Judge(FailureFacts failure) => failure.Containers.Select(it => it.Blame).OfType<LikelyCause>();
}
