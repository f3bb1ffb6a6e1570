using InfraSpecs.Evidence;
using InfraSpecs.Internal;

namespace InfraSpecs;

/// <summary>One wait's subject, deadline and count of attempts, and the error that says which of deadline and caller ended it.</summary>
internal sealed class WaitClock : IDisposable
{
    private readonly string _subject;
    private readonly TimeSpan _within;
    private readonly CancellationToken _caller;
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
    public WaitClock(string subject, TimeSpan within, TimeProvider time, CancellationToken caller)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(within, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(within, PropertyRules.LongestTime);
        (_subject, _within, _caller, _time, _started) = (subject, within, caller, time, time.GetTimestamp());
        _deadline = new CancellationTokenSource(within == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : within, time);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(_deadline.Token, caller);
        _told = caller.Register(() => Wait.Tell(Canceled(Seen())));
        _record = RunRecorder.Current is { } recorder ? new RecordedWait(recorder, subject, within, () => Seen(), time) : null;
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
    public Exception Ended(string lastSeen, IReadOnlyList<string>? facts = null, string? advice = null)
    {
        var isCanceled = _caller.IsCancellationRequested;
        Record(lastSeen, isCanceled ? "cancelled" : "late");
        return isCanceled ? Canceled(lastSeen) : WaitException.TimedOut(_subject, _within, Elapsed, Attempts, lastSeen, facts ?? [], advice);
    }

    /// <param name="why">Why it can never be ready.</param>
    /// <param name="facts">What else was seen.</param>
    public WaitException Hopeless(string why, IReadOnlyList<string> facts)
    {
        Record(why, "hopeless");
        return WaitException.Hopeless(_subject, _within, Elapsed, Attempts, why, facts);
    }

    /// <summary>Not ready yet.</summary>
    /// <param name="why">Why not.</param>
    public void Saw(string why) => _record?.Saw(why);

    /// <summary>What was asked threw.</summary>
    public void Failed(Exception e) => Record(e.Message.Split('\n')[0], "failed");

    private WaitCanceledException Canceled(string lastSeen) => new(_subject, lastSeen, Elapsed, _caller);

    private void Record(string last, string how)
    {
        _record?.Saw(last);
        _record?.End(how, Attempts);
    }

    public void Dispose()
    {
        _record?.End("ready", Attempts);
        _told.Dispose();
        _linked.Dispose();
        _deadline.Dispose();
    }
}
