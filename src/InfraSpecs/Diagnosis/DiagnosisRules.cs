using InfraSpecs.Diagnosis;

namespace InfraSpecs.Extensibility;

/// <summary>The rules by which failures are judged, in the order of what weighs most.</summary>
public static class DiagnosisRules
{
    private const int MostCauses = 5;

    private static readonly Lock Gate = new();

    private static IReadOnlyList<IDiagnosisRule> _rules =
    [
        new OutOfMemory(), new WrongPlatform(), new DiskFull(), new ReadOnlyFiles(), new AddressInUse(), new CertificateRefused(), new NameUnknown(), new PermissionDenied(),
        new EndedByOthers(), new Ended(), new Unhealthy(),
    ];

    /// <summary>Adds a rule of one's own, for the whole process. What it says comes first, since it knows what it is about.</summary>
    /// <param name="rule">The rule.</param>
    public static void Add(IDiagnosisRule rule)
    {
        lock (Gate) _rules = [rule, .. _rules];
    }

    /// <summary>The likeliest causes, at most 5.</summary>
    internal static IReadOnlyList<LikelyCause> Judge(FailureFacts failure) => [.. _rules.SelectMany(rule => TryJudge(rule, failure)).Take(MostCauses)];

    /// <summary>A rule that throws takes nothing from the failure that it looks at.</summary>
    private static IEnumerable<LikelyCause> TryJudge(IDiagnosisRule rule, FailureFacts failure)
    {
        try
        {
            return [.. rule.Judge(failure)];
        }
        catch (Exception e)
        {
            return [new LikelyCause(rule.GetType().Name, $"The rule {rule.GetType().Name} could not judge this failure: {FailureText.Sentence(e.Message)}", "mend the rule.")];
        }
    }
}
