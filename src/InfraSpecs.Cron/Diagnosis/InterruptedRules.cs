namespace InfraSpecs.Cron;

/// <summary>Jobs whose last run nobody saw end, since the container was ended under it.</summary>
internal static class InterruptedRules
{
    public static IEnumerable<Cause> Find(CronEvidence evidence) =>
        from runs in evidence.Runs.Where(it => it.Command is not null).GroupBy(it => (it.Command, it.User))
        let last = runs.Last()
        where last.WasInterrupted
        let job = RunRules.JobOf(evidence.Files, last)
        select new Cause(
            new CronFinding
            {
                Fault = CronFault.JobFailed,
                Sentence = $"{job?.Subject ?? $"the job {Quote.Of(runs.Key.Command!)}"} was interrupted: the container ended while it ran",
                Fact = $"run {last.Number} began at {last.StartedAt.UtcDateTime:HH:mm:ss}, and nobody saw it end",
                Advice = "see that the job bears that, and let it run again",
                File = job?.Crontab.Path,
                Line = job?.Job.Line,
            },
            job);
}
