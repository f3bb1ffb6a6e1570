using System.Globalization;

namespace InfraSpecs.Cron;

public sealed partial class CronException
{
    /// <param name="wait">The wait that timed out.</param>
    /// <param name="diagnosis">Why; it has a finding.</param>
    internal static CronException RunsMissing(WaitException wait, CronDiagnosis diagnosis) => new(
        CronReason.RunsMissing,
        wait.Subject,
        $"{wait.Subject}: not ready within {Duration(wait.Within)}, because {diagnosis.Findings[0].Headline}.",
        [$"Not yet because: {wait.LastSeen}", .. diagnosis.Findings.Skip(1).Select(it => $"Also: {it.Headline}")],
        $"{diagnosis.Findings[0].Advice}.",
        wait)
    {
        Diagnosis = diagnosis,
    };

    /// <summary>As waits themselves put it.</summary>
    private static string Duration(TimeSpan time) => time.TotalSeconds switch
    {
        < 1 => Invariant($"{Math.Max(time.TotalSeconds, 0.001):0.###} s"),
        < 120 => Invariant($"{time.TotalSeconds:0.#} s"),
        _ when time.Seconds == 0 => Invariant($"{Math.Floor(time.TotalMinutes)} min"),
        _ => Invariant($"{Math.Floor(time.TotalMinutes)} min {time.Seconds} s"),
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
