using System.Text.RegularExpressions;

namespace InfraSpecs.Diagnosis;

/// <summary>
/// What a container says in so many words: in the line of its last ones that weighs most, since programs speak of much that is no trouble. Where none is known to weigh
/// anything, the last such line is taken.
/// </summary>
/// <param name="line">What such a line has.</param>
/// <param name="says">"that its disk is full".</param>
/// <param name="advice">What to do.</param>
/// <param name="isOfEngines">Whether it is trouble in the log of an engine that runs in a container too. Such a one complains all the time of what it may not do there.</param>
internal abstract class LineRule(Regex line, string says, string advice, bool isOfEngines = false) : IDiagnosisRule
{
    public IEnumerable<LikelyCause> Judge(FailureFacts failure) => failure.Containers
        .Select(it => (it.Name, Line: LineOf(it)))
        .Where(it => it.Line is not null && line.IsMatch(it.Line))
        .Select(it => new LikelyCause(GetType().Name, $"{it.Name} says {says}: {FailureText.Sentence(FailureText.Shortened(it.Line!))}", advice));

    private string? LineOf(ContainerFacts it) =>
        it is not { Privileged: true, Status: "running" } ? FailureText.Complaint(it.NewLines) ?? it.NewLines.LastOrDefault(line.IsMatch)
        : isOfEngines ? it.NewLines.LastOrDefault(line.IsMatch)
        : null;
}
