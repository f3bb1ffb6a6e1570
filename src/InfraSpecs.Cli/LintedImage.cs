using InfraSpecs.Cron;

namespace InfraSpecs.Cli;

/// <summary>What was found in an image, or why it could not be looked at.</summary>
internal sealed record LintedImage(string Image, CronDiagnosis? Diagnosis, InfraSpecsException? Error)
{
    /// <summary>What only the life of a container shows.</summary>
    private static readonly CronFault[] OfRuns =
    [
        CronFault.NotRunning, CronFault.StartRefused, CronFault.Hanging, CronFault.Overlapping, CronFault.JobFailed, CronFault.RebootSkipped, CronFault.NotDue,
    ];

    public int Code => Diagnosis is null ? 2 : Diagnosis.IsClean ? 0 : 1;

    public object Document => new
    {
        Image,
        Diagnosis?.Subject,
        Diagnosis?.IsClean,
        Findings = (Diagnosis?.Findings ?? []).Select(it => new { it.Fault, it.Sentence, it.Fact, it.Advice, it.File, it.Line }),
        Error = Error?.Message,
    };

    /// <summary>A verdict for each rule by which an image is judged.</summary>
    public JUnitSuite Verdicts => new(Image, Diagnosis is { } seen ? Judge(seen) : [JudgedTest.Of("can be looked at", [$"{this}"])], []);

    public Passage Shown => Passage.Of($"{this}", Code == 0 ? Tone.Good : Code == 1 ? Tone.Bad : Tone.Heed);

    public override string ToString() =>
        Diagnosis is null ? $"{Image} could not be looked at: {Error?.Message}"
        : Diagnosis.IsClean ? $"{Diagnosis}"
        : $"{Diagnosis.Subject}:\n{Diagnosis}";

    private static IReadOnlyList<JudgedTest> Judge(CronDiagnosis seen)
    {
        var found = seen.Findings.ToLookup(it => it.Fault, it => $"{it}");
        return [.. Enum.GetValues<CronFault>().Where(it => found.Contains(it) || !OfRuns.Contains(it)).Select(it => JudgedTest.Of($"{it}", [.. found[it]]))];
    }
}
