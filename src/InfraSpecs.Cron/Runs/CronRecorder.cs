namespace InfraSpecs.Cron;

/// <summary>Follows what a container's clock notes: its runs, what was said to syslog, and when the daemon went to sleep.</summary>
internal sealed class CronRecorder : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly RecordedRuns _runs;
    private readonly List<SyslogRecord> _syslog = [];
    private readonly Task _reading;
    private readonly List<DaemonLife> _lives = [];
    private DateTimeOffset? _started;
    private long _read;
    private bool _isDown;
    private bool _hasBegun;
    private SleepRecord? _firstSleep;
    private SleepRecord? _lastSleep;
    private TaskCompletionSource _changed = NewSignal();

    /// <param name="clock">The container's clock.</param>
    /// <param name="job">A part of the command of the runs that are counted; null for all.</param>
    public CronRecorder(ContainerClock clock, string? job)
    {
        _runs = new RecordedRuns(job);
        _reading = Task.Run(() => ReadAsync(clock));
    }

    /// <summary>The daemon's first sleep: it has read its crontabs and started. Null as long as it has not, and again when the container has ended.</summary>
    public SleepRecord? FirstSleep
    {
        get
        {
            lock (_gate) return _isDown ? null : _firstSleep;
        }
    }

    /// <summary>A daemon was started in the container's present life, whatever became of it.</summary>
    public bool HasBegun
    {
        get
        {
            lock (_gate) return _hasBegun;
        }
    }

    /// <summary>How many records there are: it grows whenever something is heard.</summary>
    public long Heard
    {
        get
        {
            lock (_gate) return _read;
        }
    }

    /// <summary>Each time that the daemon lived, first to last.</summary>
    public IReadOnlyList<DaemonLife> Lives
    {
        get
        {
            lock (_gate) return [.. _lives];
        }
    }

    /// <summary>The daemon's last sleep.</summary>
    public SleepRecord? LastSleep
    {
        get
        {
            lock (_gate) return _lastSleep;
        }
    }

    /// <summary>How many of the job's runs have begun, how many of them have ended, and how many have begun of whatever job.</summary>
    public (int Begun, int Ended, int All) Counts
    {
        get
        {
            lock (_gate) return (_runs.Begun, _runs.Ended, _runs.All);
        }
    }

    /// <summary>How many runs have begun and not ended, of whatever job.</summary>
    public int Open
    {
        get
        {
            lock (_gate) return _runs.Open;
        }
    }

    /// <summary>What was said to syslog so far.</summary>
    public IReadOnlyList<SyslogRecord> Syslog
    {
        get
        {
            lock (_gate) return [.. _syslog];
        }
    }

    /// <summary>The runs so far.</summary>
    /// <param name="nameOf">The name of a user.</param>
    public IReadOnlyList<CronRun> Runs(Func<int, string> nameOf)
    {
        lock (_gate) return _runs.ToList(nameOf);
    }

    /// <summary>Asks a question at once and after each record. It is what a wait's probe does; the wait has the deadline.</summary>
    /// <param name="question">Null if the answer is not there yet.</param>
    /// <param name="why">What is missing then.</param>
    /// <param name="token">Cancels the call.</param>
    /// <exception cref="ContainerException">The records cannot be followed in this container.</exception>
    public async ValueTask<Probe<T>> AskAsync<T>(Func<T?> question, Func<string> why, CancellationToken token)
        where T : class
    {
        var changed = Changed();
        if (question() is { } answer) return Probe.Ready(answer);
        // The end of the records is news too: nothing will come any more, or they cannot be followed at all.
        Task news = Task.WhenAny(changed, _reading);
        await news.WaitAsync(token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_reading.IsCompleted) await _reading;
        return question() is { } later ? Probe.Ready(later) : Probe.NotYet<T>(why());
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Task Changed()
    {
        lock (_gate) return _changed.Task;
    }

    private async Task ReadAsync(ContainerClock clock)
    {
        while (await clock.Container.WaitForStartAsync(_stop.Token) is { } started)
        {
            Change(() => Resume(started));
            await foreach (var record in clock.ReadRecordsAsync(_read, _stop.Token)) Change(() => Add(record));
            Change(End);
        }
    }

    private void Change(Action change)
    {
        lock (_gate)
        {
            change();
            _changed.SetResult();
            _changed = NewSignal();
        }
    }

    /// <summary>A container whose records merely broke off has its daemon still.</summary>
    private void Resume(DateTimeOffset started)
    {
        if (started == _started) HasEnded(false);
        else _hasBegun = false;
        _started = started;
    }

    private void End()
    {
        HasEnded(true);
        _runs.Interrupt();
    }

    private void HasEnded(bool hasEnded)
    {
        _isDown = hasEnded;
        if (_lives.Count > 0) _lives[^1] = _lives[^1] with { HasEnded = hasEnded };
    }

    private void Add(ClockRecord record)
    {
        _read++;
        switch (record)
        {
            case ProgramStartRecord: Begin(); break;
            case CommandStartRecord start: _runs.Add(start); break;
            case CommandEndRecord end: _runs.Add(end); break;
            case SyslogRecord said: _syslog.Add(said); break;
            case SleepRecord sleep: Add(sleep); break;
        }

        if (_firstSleep is not null) _lives[^1] = _lives[^1] with { LastSeen = record.At.OrLater(_lives[^1].LastSeen) };
    }

    private void Begin()
    {
        End();
        (_isDown, _hasBegun, _firstSleep, _lastSleep) = (false, true, null, null);
    }

    private void Add(SleepRecord sleep)
    {
        if (_firstSleep is null) _lives.Add(new DaemonLife(sleep.At, sleep.At));
        _firstSleep ??= sleep;
        _lastSleep = sleep;
    }
}
