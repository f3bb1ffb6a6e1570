namespace InfraSpecs.Cron;

/// <summary>A job and the crontab it stands in.</summary>
internal sealed record JobRef(Crontab Crontab, CrontabJob Job)
{
    public string User => Crontab.UserOf(Job);

    public string Place => $"line {Job.Line} of {Crontab.Path}";

    public string Subject => $"the job in {Place}";

    /// <summary>Its schedule and command, as people know it.</summary>
    public string Quoted => Quote.Of(Job.Text.Trim());

    /// <summary>Whether a run is one of its runs.</summary>
    public bool IsRunBy(CronRun run) => run.Command == Job.Command && (run.User is null || run.User == User);
}

/// <summary>A finding, and the job that it speaks of; none where it is about a whole file or the container.</summary>
internal readonly record struct Cause(CronFinding Finding, JobRef? Job = null);
