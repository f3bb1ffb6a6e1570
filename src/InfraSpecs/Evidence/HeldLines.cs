namespace InfraSpecs.Evidence;

/// <summary>What is written only if a spec is red, and known before that is: the last lines of what was removed.</summary>
internal sealed class HeldLines
{
    /// <summary>Of each spec, and of each class's fixtures; what is older was of something that others outlived.</summary>
    private const int KeptOfEach = 60;

    private const int ScopesKept = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<RunScope, Queue<EvidenceLine>> _held = [];
    private readonly Queue<RunScope> _order = new();

    public void Add(RunScope scope, EvidenceLine line)
    {
        lock (_gate)
        {
            if (!_held.TryGetValue(scope, out var lines))
            {
                _held[scope] = lines = new Queue<EvidenceLine>();
                _order.Enqueue(scope);
                if (_order.Count > ScopesKept && _order.Dequeue() is var oldest && oldest != scope) _held.Remove(oldest);
            }

            lines.Enqueue(line);
            if (lines.Count > KeptOfEach) lines.Dequeue();
        }
    }

    /// <summary>What concerns a spec, once.</summary>
    public IReadOnlyList<EvidenceLine> Take(RunScope scope)
    {
        lock (_gate)
        {
            RunScope[] concerned = [.. _held.Keys.Where(it => it.Concerns(scope))];
            return [.. concerned.SelectMany(it => _held.Remove(it, out var lines) ? lines : [])];
        }
    }

    /// <summary>What is known of what a spec has removed, and what concerns it has.</summary>
    public IReadOnlyList<ContainerFacts> Containers(RunScope scope)
    {
        lock (_gate) return [.. _held.Where(it => it.Key.Concerns(scope)).SelectMany(it => it.Value).Select(it => it.Container).OfType<ContainerFacts>()];
    }

    /// <summary>A spec is over, and was not red.</summary>
    public void Drop(string spec)
    {
        lock (_gate)
        {
            foreach (var scope in _held.Keys.Where(it => it.Spec == spec).ToArray()) _held.Remove(scope);
        }
    }
}
