namespace InfraSpecs.Cron;

public sealed partial class CronException
{
    /// <param name="container">The container.</param>
    /// <param name="elapsed">How long it was asked for what a daemon does.</param>
    /// <param name="diagnosis">Why there is no daemon; it has a finding.</param>
    /// <param name="wait">What ended for want of one; null where that was ended.</param>
    internal static CronException DaemonMissing(string container, TimeSpan elapsed, CronDiagnosis diagnosis, InfraSpecsException? wait = null) => new(
        CronReason.DaemonMissing,
        container,
        $"{container}: hopeless after {FailureText.Duration(elapsed)}, because {diagnosis.Findings[0].Headline}.",
        diagnosis.Findings.Skip(1).Select(it => $"Also: {it.Headline}"),
        $"{diagnosis.Findings[0].Advice}.",
        wait)
    {
        Diagnosis = diagnosis,
    };
}
