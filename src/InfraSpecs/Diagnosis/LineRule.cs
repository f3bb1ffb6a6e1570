using System.Text.RegularExpressions;

namespace InfraSpecs.Diagnosis;

/// <summary>
/// What a container says in so many words: in the line of its last ones that weighs most, since programs speak of much that is no trouble. Where none is known to weigh
/// anything, the last such line is taken.
/// </summary>
/// <param name="line">What such a line has.</param>
/// <param name="says">"that its disk is full".</param>
/// <param name="advice">What to do.</param>
internal abstract class LineRule(Regex line, string says, string advice) : IDiagnosisRule
{
    public IEnumerable<LikelyCause> Judge(FailureFacts failure) => failure.Containers
        .Select(it => (it.Name, Line: FailureText.Complaint(it.LastLines) ?? it.LastLines.LastOrDefault(line.IsMatch)))
        .Where(it => it.Line is not null && line.IsMatch(it.Line))
        .Select(it => new LikelyCause(GetType().Name, $"{it.Name} says {says}: {FailureText.Sentence(FailureText.Shortened(it.Line!))}", advice));
}
