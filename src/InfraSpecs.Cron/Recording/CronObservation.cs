namespace InfraSpecs.Cron;

/// <summary>What is known of a container that has a clock: its daemon, zone and users, its crontabs, and with them what its records mean.</summary>
internal sealed class CronObservation(Engine engine, ContainerClock clock, CronOptions options) : IAsyncDisposable
{
    private CronDaemon? _daemon = options.Daemon;
    private CronFiles? _files;

    public ContainerClock Clock => clock;

    public CronRecorder Recorder { get; } = new(engine, clock, options.Job);

    public Daemon Daemon => new(engine, clock, Recorder);

    private string Container => clock.Container.Name;

    /// <summary>By its program, once it has started. Null before that, and for a daemon whose rules are not known.</summary>
    public async Task<CronDaemon?> IdentifyDaemonAsync(CancellationToken token) => _daemon ??=
        Recorder.FirstSleep is { } start ? DaemonProgram.Identify(await clock.Container.FindFileContentAsync(start.Program, token)) : null;

    public async Task<CronRuns> ReadRunsAsync(LogSnapshot log, CancellationToken token)
    {
        var daemon = IdentifyDaemonAsync(token);
        // Read once, since each snapshot of runs wants them; a diagnosis that is asked for reads them anew.
        _files ??= await CronFiles.ReadAsync(engine, clock.Container.Id, Container, token);
        var evidence = WithRecords(new CronEvidence { Files = _files, Log = log, Job = options.Job, Zone = ZoneOf(_files) });
        var all = new CronRuns
        {
            Container = Container,
            All = Conclusions.WithLeftOut(evidence),
            Count = evidence.Runs.Count,
            Daemon = await daemon,
            Zone = evidence.Zone,
            Spans = evidence.Spans,
            Restarts = evidence.Restarts,
            Log = log,
            Diagnosis = CronDiagnosis.From(evidence),
        };
        return options.Job is { } job ? all.Of(job) : all;
    }

    /// <param name="log">The job's log.</param>
    /// <param name="job">A part of the command of the one job that matters; null for all.</param>
    /// <param name="token">Ends the look-up.</param>
    public async Task<CronDiagnosis> DiagnoseAsync(LogSnapshot log, string? job, CancellationToken token)
    {
        var evidence = await CronExamination.ReadAsync(clock.Container, token);
        _files = evidence.Files;
        return CronDiagnosis.From(WithRecords(evidence with { Log = log, Job = job, Zone = ZoneOf(_files) }));
    }

    /// <summary>How many runs there are, for a wait that is not over.</summary>
    public string Tally()
    {
        var (begun, ended, all) = Recorder.Counts;
        var job = options.Job is { } part ? $" of '{part}'" : "";
        var started = begun == 0 ? $"no run{job} was started" : $"{begun} {(begun == 1 ? "run" : "runs")}{job} started and {ended} of them ended";
        var others = all > begun ? $", and {all - begun} of other jobs" : "";
        return $"{started}{others}; the container's clock shows {clock.Now.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC";
    }

    /// <summary>Removes the container too.</summary>
    public async ValueTask DisposeAsync()
    {
        await Recorder.DisposeAsync();
        await clock.DisposeAsync();
    }

    private TimeZoneInfo ZoneOf(CronFiles files) => files.Zone.Info ?? throw CronZoneException.Unknown(Container, files.Zone.Name);

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
