namespace InfraSpecs.Cron;

/// <summary>What a diagnosis is about: all jobs, or the one that matters, with the crontab it stands in and the container.</summary>
internal sealed class Focus
{
    private readonly string? _job;
    private readonly HashSet<string> _crontabs;

    public Focus(CronEvidence evidence)
    {
        _job = evidence.Job;
        _crontabs = [.. evidence.Files.Crontabs.Where(it => it.Jobs.Any(Has)).Select(it => it.Path)];
    }

    public bool Has(CrontabJob job) => IsPartOf(job.Command);

    public bool Has(CronRun run) => IsPartOf(run.Command ?? "");

    /// <summary>Where no crontab has the job, any crontab may be the reason.</summary>
    public bool Has(Cause cause) => cause.Job is { } job ? Has(job.Job) : cause.Finding.File is not { } file || _job is null || _crontabs.Count == 0 || _crontabs.Contains(file);

    private bool IsPartOf(string command) => _job is null || command.Contains(_job, StringComparison.Ordinal);
}
