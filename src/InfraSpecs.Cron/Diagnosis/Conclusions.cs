namespace InfraSpecs.Cron;

/// <summary>Brings together what the rules find: one finding for a cause, confirmed by what cron said, without what only follows from it.</summary>
internal static class Conclusions
{
    /// <summary>What cron calls a syntax error, or says of one field.</summary>
    private static readonly HashSet<CronFault> OfText =
    [
        CronFault.ByteOrderMark, CronFault.NoFinalNewline, CronFault.TooManyLines, CronFault.CarriageReturnInCrontab, CronFault.SixFields, CronFault.UserFieldMissing,
        CronFault.UserUnknown, CronFault.ScheduleInvalid,
    ];

    /// <summary>Concludes from what is known; asks nobody.</summary>
    public static CronDiagnosis Draw(CronEvidence evidence) => Draw(evidence, [.. RunPartsRules.Find(evidence)]);

    /// <summary>The same, and the runs with what each left out although it ended well.</summary>
    public static (CronDiagnosis Diagnosis, IReadOnlyList<CronRun> Runs) DrawWithRuns(CronEvidence evidence)
    {
        List<Cause> leftOut = [.. RunPartsRules.Find(evidence)];
        return (Draw(evidence, leftOut), leftOut.Count == 0 ? evidence.Runs : [.. evidence.Runs.Select(run => run with { LeftOut = leftOut.Find(it => it.Job!.IsRunBy(run)).Finding?.Sentence })]);
    }

    private static CronDiagnosis Draw(CronEvidence evidence, List<Cause> leftOut) => new(evidence.Files.Container, Find(evidence, leftOut));

    private static IReadOnlyList<CronFinding> Find(CronEvidence all, List<Cause> leftOut)
    {
        var focus = new Focus(all);
        var evidence = all with { Runs = [.. all.Runs.Where(focus.Has)] };
        var files = evidence.Files;
        List<Cause> causes =
        [
            .. EntryPointRules.Find(files), .. DaemonRules.Find(evidence), .. PlaceRules.Find(evidence), .. FileRules.Find(files), .. LineRules.Find(files),
            .. JobRules.Find(files), .. CrontabVariableRules.Find(files),
            .. OutputRules.Find(files), .. EnvironmentRules.Find(evidence),
            .. ZoneRules.Find(files), .. ScheduleRules.Never(files), .. RebootRules.Find(evidence),
        ];
        var explained = causes.Select(it => it.Job).OfType<JobRef>().Select(it => (it.Crontab.Path, it.Job.Line)).ToHashSet();
        // What run-parts leaves out does not explain how the job ends.
        causes.AddRange(leftOut);
        causes.AddRange(RunRules.Find(evidence, job => explained.Contains((job.Crontab.Path, job.Job.Line))));
        causes.AddRange(InterruptedRules.Find(evidence));
        causes.AddRange(StartRules.Find(evidence));
        var refusals = SyslogRules.Read(evidence.Syslog);
        var unexplained = Unexplained(refusals, [.. causes.Select(it => it.Finding)]).Select(it => new Cause(SyslogRules.Finding(it)));
        List<CronFinding> findings = [.. causes.Select(it => it with { Finding = Confirmed(it.Finding, refusals) }).Concat(unexplained).Where(focus.Has).Select(it => it.Finding).Distinct()];
        if (findings.Count == 0 && ScheduleRules.NotDue(evidence, focus) is { } notDue) findings.Add(notDue);
        return [.. findings.OrderBy(it => it.Fault)];
    }

    private static CronFinding Confirmed(CronFinding finding, IReadOnlyList<SyslogRules.Refusal> refusals) =>
        refusals.FirstOrDefault(it => Explains(finding, it)) is { } refusal ? finding with { Fact = $"{finding.Fact}; {SyslogRules.Said(refusal)}" } : finding;

    /// <summary>Of a crontab with a wrong line cron says two things; the first, which names the field, is enough.</summary>
    private static IEnumerable<SyslogRules.Refusal> Unexplained(IReadOnlyList<SyslogRules.Refusal> refusals, IReadOnlyList<CronFinding> findings) =>
        refusals.Where(refusal => !findings.Any(it => Explains(it, refusal))).DistinctBy(it => (it.File, it.Fault));

    /// <summary>A wrong line is all that cron says of what has many reasons.</summary>
    private static bool Explains(CronFinding finding, SyslogRules.Refusal refusal) => finding.File == refusal.File && (finding.Fault == refusal.Fault
        || (refusal.Fault == CronFault.CrontabRefused && OfText.Contains(finding.Fault)));
}
