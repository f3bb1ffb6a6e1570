using System.Text.RegularExpressions;
using InfraSpecs.Observation;

namespace InfraSpecs;

/// <summary>
/// Reads a log once, from its beginning, as it grows, and counts the lines that match. Any number of waits look at the same reading. It goes on when the
/// container is started again.
/// Memory does not grow with the log: it keeps the last <see cref="LinesKept"/> lines and the last <see cref="MatchesKept"/> matches, and of each no more than 32 Mi characters.
/// </summary>
public sealed class LogFollower : IAsyncDisposable
{
    /// <summary>How many of the last lines are kept, to be shown when a wait fails.</summary>
    public const int LinesKept = 10;

    /// <summary>How many of the last matching lines are kept.</summary>
    public const int MatchesKept = 10_000;

    internal const string Output = LiveOutput.Output;

    private readonly Lock _gate = new();
    private readonly FollowedLog _log;
    private readonly Regex _pattern;
    private readonly CancellationTokenSource _stop = new();
    private readonly KeptLines _lastLines = new(LinesKept);
    private readonly KeptLines _matches = new(MatchesKept);
    private readonly Task _reading;
    private bool _hasEnded;
    private long _lineCount;
    private long _matchCount;
    private TaskCompletionSource _changed = NewSignal();

    internal LogFollower(FollowedLog log, Regex pattern)
    {
        (_log, _pattern) = (log, pattern);
        _reading = Task.Run(ReadAsync);
    }

    /// <summary>What has been seen so far.</summary>
    public LogSnapshot Snapshot()
    {
        lock (_gate)
        {
            return new LogSnapshot
            {
                Container = _log.Container,
                Source = _log.Source,
                Pattern = _pattern.ToString(),
                LineCount = _lineCount,
                MatchCount = _matchCount,
                Matches = _matches.Read(),
                LastLines = _lastLines.Read(),
            };
        }
    }

    /// <summary>Waits until at least <paramref name="count"/> lines of the log match, those seen before this call among them.</summary>
    /// <param name="count">How many lines; 1 or more.</param>
    /// <param name="within">The deadline.</param>
    /// <param name="token">The caller's token.</param>
    /// <exception cref="WaitException">Fewer matched when the deadline passed.</exception>
    /// <exception cref="ContainerException">The container ended with fewer. Or the log cannot be followed in this container.</exception>
    /// <exception cref="WaitCanceledException">The caller's token ended the wait.</exception>
    public async Task<LogSnapshot> WaitForMatchesAsync(int count, TimeSpan within, CancellationToken token)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        using var clock = new WaitClock($"{_log.Name}, {FailureText.Count(count, "line")} matching /{_pattern}/", within, _log.Time, token) { Seen = () => Snapshot().Tally };
        try
        {
            while (true)
            {
                token.ThrowIfCancellationRequested();
                if (_log.IsReadOnce) await _reading.WaitAsync(token);
                var (changed, ended) = Changed();
                if (Snapshot() is var seen && seen.MatchCount >= count) return clock.Ready(seen);
                if (within == TimeSpan.Zero) throw await EndedAsync(clock);
                if (ended) await ThrowEndedAsync(clock, count, changed);
                else await Task.WhenAny(changed, _reading).WaitAsync(clock.Token);
            }
        }
        catch (OperationCanceledException) when (clock.Token.IsCancellationRequested || token.IsCancellationRequested)
        {
            throw await EndedAsync(clock);
        }
    }

    /// <summary>Stops following.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await ((Task)_reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private (Task Changed, bool HasEnded) Changed()
    {
        lock (_gate) return (_changed.Task, _hasEnded || _reading.IsCompleted);
    }

    private async Task ReadAsync()
    {
        do
        {
            Ended(false);
            await foreach (var line in _log.ReadLinesAsync(_lineCount, _stop.Token)) Add(line, _pattern.IsMatch(line.Text));
            Ended(true);
        }
        while (await _log.RunsAgainAsync(_stop.Token));
    }

    private void Ended(bool hasEnded)
    {
        lock (_gate)
        {
            if (_hasEnded == hasEnded) return;
            _hasEnded = hasEnded;
            Signal();
        }
    }

    private void Signal()
    {
        _changed.SetResult();
        _changed = NewSignal();
    }

    private void Add(LogLine line, bool matches)
    {
        lock (_gate)
        {
            _log.Kept?.Add(line.Number, line.Channel == LogChannel.Error, line.ArrivedAt, line.Text);
            _lineCount = line.Number;
            _lastLines.Add(line);
            if (!matches) return;
            _matchCount++;
            _matches.Add(line);
            Signal();
        }
    }

    /// <summary>The log ended before the wait did: its container has, or it cannot be read. It returns where that was started again meanwhile.</summary>
    private async Task ThrowEndedAsync(WaitClock clock, int count, Task startsAgain)
    {
        if (_reading.IsCompleted) await _reading; // what made it fail says more than anything below
        var exit = _log.ExitAsync(clock.Token);
        if (await Task.WhenAny(exit, startsAgain) == startsAgain) return;
        var seen = Snapshot();
        var awaited = $"{FailureText.Count(count, "line")} wanted, and {seen.Tally}";
        throw clock.SubjectEnded(await exit is { } ended
            ? ContainerException.Ended(ended, awaited, clock.Elapsed)
            : ContainerException.Removed(_log.Container, awaited, clock.Elapsed));
    }

    private async Task<Exception> EndedAsync(WaitClock clock)
    {
        var seen = Snapshot();
        var missing = seen.LineCount == 0 && !await _log.ExistsAsync();
        return missing
            ? await clock.EndedAsync(
                $"{_log.Source} does not exist in {_log.Container}",
                advice: "check the path, and whether what should write it runs; a daemon's own log and process list say more.")
            : await clock.EndedAsync(
                seen.Tally,
                seen.LastLinesSeen,
                seen.MatchCount > 0 || seen.LineCount == 0 ? null : "compare the pattern with the last lines seen; if they are right, raise the deadline.");
    }
}
