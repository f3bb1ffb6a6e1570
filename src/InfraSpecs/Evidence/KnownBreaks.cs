namespace InfraSpecs.Evidence;

/// <summary>What was done on purpose to the things of a run, the last few of each.</summary>
internal sealed class KnownBreaks
{
    private const int KeptOfEach = 20;

    /// <summary>An engine's clock is not known better.</summary>
    private static readonly TimeSpan Blurred = TimeSpan.FromSeconds(0.5);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<KnownBreak>> _breaks = new(StringComparer.Ordinal);

    public void Begin(string on, KnownBreak it)
    {
        lock (_gate)
        {
            if (!_breaks.TryGetValue(on, out var known)) _breaks[on] = known = new Queue<KnownBreak>();
            known.Enqueue(it);
            if (known.Count > KeptOfEach) known.Dequeue();
        }
    }

    /// <summary>It goes on from then.</summary>
    public void End(string on, DateTimeOffset at)
    {
        lock (_gate)
        {
            foreach (var it in Of(on).Where(it => it.Until is null && it.At < at)) it.Until = at;
        }
    }

    /// <returns>What is the matter with it now; null if nothing.</returns>
    public KnownBreak? Now(string on)
    {
        lock (_gate) return Of(on).LastOrDefault(it => it.Until is null);
    }

    /// <summary>What ended a thing, or something that ran in it: whatever was started before has not outlived that.</summary>
    /// <param name="on">The thing's ID.</param>
    /// <param name="started">When what has ended was started.</param>
    /// <param name="ended">When it is said to have ended, which may be when its engine found out.</param>
    public KnownBreak? EndOf(string on, DateTimeOffset started, DateTimeOffset ended)
    {
        lock (_gate) return Of(on).FirstOrDefault(it => it.Kind == BreakKind.Ends && started <= it.At + Blurred && ended >= it.At - Blurred);
    }

    private Queue<KnownBreak> Of(string on) => _breaks.TryGetValue(on, out var known) ? known : new Queue<KnownBreak>();
}
