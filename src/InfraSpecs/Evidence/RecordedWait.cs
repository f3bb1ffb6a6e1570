using Microsoft.Extensions.Logging;

namespace InfraSpecs.Evidence;

/// <summary>
/// A wait in the run file: what it waits for, each answer that differs from the one before, and how it ended. One that takes longer than 2 s is shown and logged meanwhile.
/// </summary>
internal sealed class RecordedWait
{
    /// <summary>Shorter ones would only flicker.</summary>
    public static readonly TimeSpan ShownAfter = TimeSpan.FromSeconds(2);

    /// <summary>For answers that nobody tells, as those of a log that is followed.</summary>
    private static readonly TimeSpan LookedAtEach = TimeSpan.FromSeconds(1);

    private readonly RunRecorder? _recorder;
    private readonly string _subject;
    private readonly RunScope? _scope;
    private readonly TimeProvider _time;
    private readonly long _id;
    private readonly long _began;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private string? _answer;
    private bool _isLong;
    private bool _isShown;
    private bool _isOver;

    private RecordedWait(RunRecorder? recorder, string subject, TimeSpan within, Func<string> seen, TimeProvider time)
    {
        (_recorder, _subject, _time, _began, _scope, _id) = (recorder, subject, time, time.GetTimestamp(), recorder?.Scope, recorder?.NextId() ?? 0);
        recorder?.Write("wait", new { wait = _id, spec = _scope?.Spec, @class = _scope?.Class, collection = _scope?.Collection, subject, within = (long)within.TotalMilliseconds });
        _timer = time.CreateTimer(_ => SawLate(seen()), null, ShownAfter, LookedAtEach);
    }

    /// <returns>Null where nobody listens.</returns>
    public static RecordedWait? Begin(string subject, TimeSpan within, Func<string> seen, TimeProvider time) =>
        RunRecorder.Current is var recorder && (recorder is not null || SessionLog.IsOn) ? new RecordedWait(recorder, subject, within, seen, time) : null;

    /// <summary>An answer that was not yet what is waited for.</summary>
    public void Saw(string answer)
    {
        lock (_gate)
        {
            var isNew = answer != _answer;
            if (_isOver) return;
            _answer = answer;
            if (isNew) _recorder?.Write("answer", new { wait = _id, text = answer });
            if (!_isLong || (_isShown && !isNew)) return;
            _isShown = true;
        }

        SessionLog.Say(LogLevel.Information, $"waiting for {_subject}: {answer}");
        _recorder?.Show(new ShownWait(_scope?.Spec, _subject, answer));
    }

    private void SawLate(string answer)
    {
        lock (_gate) _isLong = true;
        Saw(answer);
    }

    /// <summary>It is over. Only the first end counts.</summary>
    public void End(string how, int attempts)
    {
        lock (_gate)
        {
            if (_isOver) return;
            _isOver = true;
        }

        _timer.Dispose();
        if (how != "ready") _recorder?.WaitedInVain(_scope, _time.GetElapsedTime(_began));
        _recorder?.Write("waitend", new { wait = _id, how, attempts });
        SessionLog.Say(_isShown ? LogLevel.Information : LogLevel.Debug, $"waited for {_subject}: {how} after {FailureText.Duration(_time.GetElapsedTime(_began))}");
        if (_isShown) _recorder?.Show(new ShownWait(_scope?.Spec, _subject, null));
    }
}
