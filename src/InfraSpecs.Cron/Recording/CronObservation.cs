namespace InfraSpecs.Cron;

/// <summary>What is known of a container that has a clock: its daemon, zone and users, its crontabs, and with them what its records mean.</summary>
internal sealed class CronObservation(Engine engine, ContainerClock clock, CronRecorder recorder, CronOptions options)
{
    private (CronDaemon? Daemon, TimeZoneInfo Zone, Func<int, string> NameOf)? _facts;
    private CronFiles? _files;

    private string Container => clock.Container.ShortName();

    /// <summary>Null for a daemon whose rules are not known.</summary>
    public async Task<CronDaemon?> IdentifyDaemonAsync(CancellationToken token) => (await FactsAsync(token)).Daemon;

    public async Task<CronRuns> ReadRunsAsync(LogSnapshot log, CancellationToken token)
    {
        var facts = await FactsAsync(token);
        // Read once, since each snapshot of runs wants them; a diagnosis that is asked for reads them anew.
        _files ??= await CronFiles.ReadAsync(engine, clock.Container.Id, Container, token);
        var evidence = WithRecords(new CronEvidence { Files = _files, Log = log, Job = options.Job }, facts.NameOf, facts.Zone);
        var all = new CronRuns
        {
            Container = Container,
            All = evidence.Runs,
            Count = evidence.Runs.Count,
            Daemon = facts.Daemon,
            Zone = facts.Zone,
            Spans = evidence.Spans,
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
        var examination = CronExamination.ReadAsync(engine, clock.Container, token);
        var facts = FactsAsync(token);
        await Task.WhenAll(examination, facts);
        var evidence = await examination;
        _files = evidence.Files;
        return CronDiagnosis.From(WithRecords(evidence with { Log = log, Job = job }, (await facts).NameOf, (await facts).Zone));
    }

    /// <summary>How many runs there are, for a wait that is not over.</summary>
    public string Tally()
    {
        var (begun, ended, all) = recorder.Counts;
        var job = options.Job is { } part ? $" of '{part}'" : "";
        var started = begun == 0 ? $"no run{job} was started" : $"{begun} {(begun == 1 ? "run" : "runs")}{job} started and {ended} of them ended";
        var others = all > begun ? $", and {all - begun} of other jobs" : "";
        return $"{started}{others}; the container's clock shows {clock.Now.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC";
    }

    /// <summary>Read once the daemon has started, and kept.</summary>
    private async Task<(CronDaemon? Daemon, TimeZoneInfo Zone, Func<int, string> NameOf)> FactsAsync(CancellationToken token)
    {
        if (_facts is { } known) return known;
        var program = recorder.FirstSleep?.Program;
        var zone = CronZone.ReadAsync(engine, clock.Container, token);
        var names = UserNames.ReadAsync(engine, clock.Container.Id, token);
        var daemon = options.Daemon ?? (program is null ? null : DaemonProgram.Identify(await clock.Container.ReadFileAsync(engine, program, token)));
        var facts = (daemon, await zone, await names);
        if (program is not null) _facts = facts;
        return facts;
    }

    private CronEvidence WithRecords(CronEvidence evidence, Func<int, string> nameOf, TimeZoneInfo zone) =>
        evidence with { Syslog = recorder.Syslog, Runs = recorder.Runs(nameOf), Spans = SpansOfDaemon(), Zone = zone };

    /// <summary>The clock's spans from the daemon's start on.</summary>
    private IReadOnlyList<ClockSpan> SpansOfDaemon() => recorder.FirstSleep is { } start
        ? [.. clock.Spans.Where(it => it.To > start.At).Select(it => it with { From = it.From.OrLater(start.At) })]
        : [];
}
