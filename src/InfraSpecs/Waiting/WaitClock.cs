using InfraSpecs.Evidence;
using InfraSpecs.Internal;

namespace InfraSpecs;

/// <summary>One wait's subject, deadline and count of attempts, and the error that says which of deadline and caller ended it.</summary>
internal sealed class WaitClock : IDisposable
{
    private readonly string _subject;
    private readonly TimeSpan _within;
    private readonly CancellationToken _caller;
    private readonly CancellationToken _subjectEnds;
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationTokenSource _linked;
    private readonly CancellationTokenRegistration _told;
    private readonly RecordedWait? _record;

    /// <param name="subject">What is waited for.</param>
    /// <param name="within">The deadline; with zero, only the caller's token cancels, since the one look may take its time.</param>
    /// <param name="time">Where time comes from.</param>
    /// <param name="caller">The caller's token.</param>
    /// <param name="subjectEnds">Cancelled when what is waited for can never come, since its subject has ended.</param>
    public WaitClock(string subject, TimeSpan within, TimeProvider time, CancellationToken caller, CancellationToken subjectEnds = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(within, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(within, PropertyRules.LongestTime);
        (_subject, _within, _caller, _subjectEnds, _time, _started) = (subject, within, caller, subjectEnds, time, time.GetTimestamp());
        _deadline = new CancellationTokenSource(within == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : within, time);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(_deadline.Token, caller, subjectEnds);
        _told = caller.Register(() => Wait.Tell(Canceled(Seen())));
        _record = RecordedWait.Begin(subject, within, () => Seen(), time);
    }

    /// <summary>Why it is not ready yet.</summary>
    public Func<string> Seen { get; init; } = () => "there was no answer yet";

    public int Attempts { get; set; }

    public TimeSpan Elapsed => _time.GetElapsedTime(_started);

    /// <summary>Cancelled by the caller's token or when the deadline passes.</summary>
    public CancellationToken Token => _linked.Token;

    /// <param name="lastSeen">Why it was not ready when it was last looked at.</param>
    /// <param name="facts">What else was seen.</param>
    /// <param name="advice">What to do, where the wait knows better than "give it more time".</param>
    /// <returns>A <see cref="WaitException"/>, or a <see cref="WaitCanceledException"/>; of a subject that has ended, which whoever waits for it tells better, a plain
    /// <see cref="OperationCanceledException"/>.</returns>
    public async Task<Exception> EndedAsync(string lastSeen, IReadOnlyList<string>? facts = null, string? advice = null)
    {
        if (_caller.IsCancellationRequested)
        {
            Record(lastSeen, "cancelled");
            return Canceled(lastSeen);
        }

        if (_subjectEnds.IsCancellationRequested) return SubjectEnded(new OperationCanceledException(_subjectEnds));
        Record(lastSeen, "late");
        await LookAsync();
        return WaitException.TimedOut(_subject, _within, Elapsed, Attempts, lastSeen, facts ?? [], advice);
    }

    /// <param name="why">Why it can never be ready.</param>
    /// <param name="facts">What else was seen.</param>
    public async Task<WaitException> HopelessAsync(string why, IReadOnlyList<string> facts)
    {
        Record(why, "hopeless");
        await LookAsync();
        return WaitException.Hopeless(_subject, _within, Elapsed, Attempts, why, facts);
    }

    /// <summary>Not ready yet.</summary>
    /// <param name="why">Why not.</param>
    public void Saw(string why) => _record?.Saw(why);

    /// <summary>What is waited for is there.</summary>
    public T Ready<T>(T value)
    {
        _record?.End("ready", Attempts);
        return value;
    }

    /// <summary>What is waited for can never come.</summary>
    /// <param name="e">What tells it.</param>
    public Exception SubjectEnded(Exception e)
    {
        Record("its container has ended", "hopeless");
        return e;
    }

    /// <summary>What was asked threw.</summary>
    public void Failed(Exception e) => Record(e.Message.Split('\n')[0], "failed");

    private WaitCanceledException Canceled(string lastSeen) => new(_subject, lastSeen, Elapsed, _caller);

    private void Record(string last, string how)
    {
        _record?.Saw(last);
        _record?.End(how, Attempts);
    }

    /// <summary>The failure's text says what is seen now.</summary>
    private static Task LookAsync() => RunRecorder.Current?.LookAsync() ?? Task.CompletedTask;

    /// <summary>What is over and was not ready has failed.</summary>
    public void Dispose()
    {
        _record?.End("failed", Attempts);
        _told.Dispose();
        _linked.Dispose();
        _deadline.Dispose();
    }
}
