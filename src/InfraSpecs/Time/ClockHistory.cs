namespace InfraSpecs.Time;

/// <summary>What a container's clock was told, and with that what it shows, has shown and will show.</summary>
/// <param name="time">This process's clock.</param>
/// <param name="ahead">How far the engine's is ahead of it.</param>
/// <param name="startAt">What the clock shows at first; null for real time.</param>
internal sealed class ClockHistory(TimeProvider time, TimeSpan ahead, DateTimeOffset? startAt)
{
    /// <summary>A change of speed is announced this long before it takes effect, so that nobody sees a leap while the control file is on its way.</summary>
    private static readonly TimeSpan Lead = TimeSpan.FromMilliseconds(100);

    /// <summary>So long a cron daemon makes up for what passed without it; fixtures/clock/daemon.h.</summary>
    private static readonly TimeSpan LongestStall = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly List<ClockSpan> _ended = [];
    private ClockControl _control = null!;
    private DateTimeOffset _spanBegan;

    public ClockControl Control
    {
        get
        {
            lock (_gate) return _control;
        }
    }

    public DateTimeOffset RealNow => time.GetUtcNow() + ahead;

    public DateTimeOffset Now => Control.At(RealNow);

    /// <summary>The first control file; called anew where a start is tried again.</summary>
    public ClockControl Begin()
    {
        lock (_gate)
        {
            var real = RealNow;
            _control = ClockControl.Steady(real, startAt?.ToUniversalTime() ?? real, ClockControl.RealSpeed);
            _spanBegan = _control.Virtual;
            return _control;
        }
    }

    public ClockControl Jump(DateTimeOffset instant)
    {
        // A change of speed that was announced a moment ago stays.
        lock (_gate) return Follow(ClockControl.Steady(RealNow, instant.ToUniversalTime(), _control.After));
    }

    public ClockControl Return()
    {
        var real = RealNow;
        lock (_gate) return Follow(ClockControl.Steady(real, real, ClockControl.RealSpeed));
    }

    public ClockControl Run(TimeSpan duration, double speed) => Change((long)Math.Round(speed * ClockControl.RealSpeed), duration / speed, after: null);

    public ClockControl StopRun() => Flow(Control.After);

    /// <param name="speed">In thousandths.</param>
    public ClockControl Flow(long speed) => Change(speed, TimeSpan.Zero, speed);

    /// <summary>How long the run that was announced last still takes.</summary>
    public TimeSpan UntilRunEnds() => Control is var it && it.Real + it.Span - RealNow is { Ticks: > 0 } left ? left : TimeSpan.Zero;

    /// <returns>By how much the clock leapt because its control file came late, where that is too much.</returns>
    public TimeSpan? Confirm(ClockControl control)
    {
        var late = RealNow - control.Real;
        return late > LongestStall && control.Speed > control.Before ? control.At(RealNow) - control.At(control.Real) : null;
    }

    public IReadOnlyList<ClockSpan> Read()
    {
        lock (_gate)
        {
            return [.. _ended, .. Current(RealNow)];
        }
    }

    /// <param name="speed">In thousandths.</param>
    /// <param name="span">For how long, in real time.</param>
    /// <param name="after">The speed after that; null for that of now.</param>
    private ClockControl Change(long speed, TimeSpan span, long? after)
    {
        lock (_gate)
        {
            var real = RealNow + Lead;
            var before = _control.SpeedAt(real);
            return Follow(new ClockControl(real, _control.At(real), before, speed, span, after ?? before));
        }
    }

    /// <summary>What ran until then is a span of its own.</summary>
    private ClockControl Follow(ClockControl next)
    {
        End(next.Real);
        _spanBegan = next.Virtual;
        return _control = next;
    }

    private void End(DateTimeOffset real) => _ended.AddRange(Current(real));

    /// <summary>What the present control file has led to until then: before its change, during it, after it.</summary>
    private IEnumerable<ClockSpan> Current(DateTimeOffset real)
    {
        if (real < _control.Real) return [];
        var to = _control.At(real);
        var runEnds = _control.At(_control.Real + _control.Span);
        if (_control.Span > TimeSpan.Zero && to > runEnds)
        {
            return [new ClockSpan(_spanBegan, runEnds, Speed(_control.Speed)), new ClockSpan(runEnds, to, Speed(_control.After))];
        }

        return [new ClockSpan(_spanBegan, to, Speed(_control.SpeedAt(real)))];
    }

    private static double Speed(long thousandths) => (double)thousandths / ClockControl.RealSpeed;
}
