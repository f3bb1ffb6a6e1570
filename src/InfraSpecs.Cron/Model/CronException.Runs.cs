namespace InfraSpecs.Cron;

public sealed partial class CronException
{
    /// <param name="wait">The wait that timed out.</param>
    /// <param name="diagnosis">Why; it has a finding.</param>
    internal static CronException RunsMissing(WaitException wait, CronDiagnosis diagnosis) => new(
        CronReason.RunsMissing,
        wait.Subject,
        $"{wait.Subject}: not ready within {FailureText.Duration(wait.Within)}, because {diagnosis.Findings[0].Headline}.",
        [$"Not yet because: {wait.LastSeen}", .. diagnosis.Findings.Skip(1).Select(it => $"Also: {it.Headline}")],
        $"{diagnosis.Findings[0].Advice}.",
        wait)
    {
        Diagnosis = diagnosis,
    };
}
