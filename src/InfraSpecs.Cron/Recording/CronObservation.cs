namespace InfraSpecs.Cron;

/// <summary>What is known of a container that has a clock: its daemon, zone and users, its crontabs, and with them what its records mean.</summary>
/// <param name="clock">The container's clock.</param>
/// <param name="job">A part of the command of the job that matters; null for all.</param>
/// <param name="rules">Whose rules the daemon follows; null for the one that its program is found to be.</param>
internal sealed class CronObservation(ContainerClock clock, string? job, CronDaemon? rules) : IAsyncDisposable
{
    private CronDaemon? _daemon = rules;
    private CronFiles? _files;

    public ContainerClock Clock => clock;

    public CronRecorder Recorder { get; } = new(clock, job);

    public Daemon Daemon => new(clock, Recorder);

    private string Container => clock.Container.Name;

    /// <summary>By its program, once it has started. Null before that, and for a daemon whose rules are not known.</summary>
    public async Task<CronDaemon?> IdentifyDaemonAsync(CancellationToken token) => _daemon ??=
        Recorder.FirstSleep is { } start ? DaemonProgram.Identify(await clock.Container.FindFileContentAsync(start.Program, token)) : null;

    public async Task<CronRuns> ReadRunsAsync(LogSnapshot log, CancellationToken token)
    {
        var daemon = IdentifyDaemonAsync(token);
        // Read once, since each snapshot of runs wants them; a diagnosis that is asked for reads them anew.
        _files ??= await CronFiles.ReadAsync(clock.Container, token);
        var evidence = WithRecords(new CronEvidence { Files = _files, Log = log, Job = job, Expected = job, Zone = ZoneOf(_files) });
        var (diagnosis, runs) = Conclusions.DrawWithRuns(evidence);
        var all = new CronRuns
        {
            Container = Container,
            All = runs,
            Count = runs.Count,
            Daemon = await daemon,
            Zone = evidence.Zone,
            Spans = evidence.Spans,
            Restarts = evidence.Restarts,
            Zones = ZonesOf(_files),
            Log = log,
            Said = [.. evidence.Syslog.Where(SyslogRules.IsNews)],
            Diagnosis = diagnosis,
        };
        return job is null ? all : all.ForJob(job);
    }

    /// <param name="log">The job's log.</param>
    /// <param name="only">A part of the command of the one job that is asked about; null for all.</param>
    /// <param name="token">Cancels the call.</param>
    public async Task<CronDiagnosis> DiagnoseAsync(LogSnapshot log, string? only, CancellationToken token)
    {
        var evidence = await CronExamination.ReadAsync(clock.Container, token);
        _files = evidence.Files;
        return Conclusions.Draw(WithRecords(evidence with { Log = log, Job = only, Expected = job, Zone = ZoneOf(_files) }));
    }

    /// <summary>How many runs there are, for a wait that is not over.</summary>
    public string Tally()
    {
        var (begun, ended, all) = Recorder.Counts;
        var named = job is null ? "" : $" of '{job}'";
        var started = begun == 0 ? $"no run{named} was started" : $"{FailureText.Count(begun, "run")}{named} started and {ended} of them ended";
        var others = all > begun ? $", and {all - begun} of other jobs" : "";
        return $"{started}{others}; the container's clock shows {clock.Now.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC";
    }

    /// <summary>Removes the container too.</summary>
    public async ValueTask DisposeAsync()
    {
        await Recorder.DisposeAsync();
        await clock.DisposeAsync();
    }

    private static Dictionary<string, TimeZoneInfo> ZonesOf(CronFiles files) => files.Crontabs.SelectMany(it => it.Jobs)
        .Select(it => (it.Command, Zone: files.ZoneOf(it))).Where(it => it.Zone is not null).DistinctBy(it => it.Command).ToDictionary(it => it.Command, it => it.Zone!);

    private TimeZoneInfo ZoneOf(CronFiles files) => files.Zone.Info ?? throw CronException.ZoneUnknown(Container, files.Zone.Name);

    private CronEvidence WithRecords(CronEvidence evidence)
    {
        var lives = Recorder.Lives;
        return evidence with
        {
            Syslog = Recorder.Syslog,
            Runs = Recorder.Runs(evidence.Files.NameOf),
            Spans = DaemonLife.Within(lives, clock.Spans),
            Restarts = [.. lives.Skip(1).Select(it => it.Start)],
        };
    }
}
